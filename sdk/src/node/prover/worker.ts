// Entry of the worker that createNodeProver starts.
import { parentPort } from "node:worker_threads";
import { createAnswering } from "../../circuits/worker/answer.ts";
import type { Question } from "../../circuits/worker/messages.ts";

const answer = createAnswering();

parentPort?.on("message", (question: Question) => {
  void answer(question).then((message) => parentPort?.postMessage(message));
});
