// The window: what is asked, and two buttons.
import type { Answer, Question } from "./messages.ts";

const id = location.hash.slice(1);

async function show(): Promise<void> {
  const question = (await chrome.runtime.sendMessage(id)) as Question | null;
  if (question === null) return;
  textOf("what", question.what);
  textOf("all", question.all);
  for (const [button, isApproved] of [
    ["approve", true],
    ["reject", false],
  ] as const) {
    document.getElementById(button)?.addEventListener("click", () => {
      void chrome.runtime.sendMessage({ answerTo: id, isApproved } satisfies Answer).finally(() => close());
    });
  }
  document.body.dataset["ready"] = "true";
}

function textOf(element: string, text: string): void {
  const found = document.getElementById(element);
  if (found !== null) found.textContent = text;
}

void show();
