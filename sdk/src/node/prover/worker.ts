// Entry of the process that createNodeProver starts. It ends with the one that started it.
import { createAnswering } from "../../circuits/worker/answer.ts";
import type { Question } from "../../circuits/worker/messages.ts";

const answer = createAnswering("all");

process.on("message", (question: Question) => {
  void answer(question).then((message) => process.send?.(message));
});
process.on("disconnect", () => process.exit());
