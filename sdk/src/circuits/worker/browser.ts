// Entry of the worker that pages start.
import { createAnswering } from "./answer.ts";
import type { Question } from "./messages.ts";

const answer = createAnswering("one");

globalThis.addEventListener("message", (event: MessageEvent<Question>) => {
  void answer(event.data).then((message) => globalThis.postMessage(message, { transfer: [] }));
});
