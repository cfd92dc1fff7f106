import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { canAsk, type Terminal } from "./terminal.ts";

/** Asks on the terminal; the answer to a hidden question is not shown. Questions go to standard error. */
export async function ask(
  terminal: Terminal,
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string> {
  // A hidden answer is muted before anything is read, so that not even what was typed ahead shows.
  const shown = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!hidden) terminal.errors.write(chunk);
      done();
    },
  });
  if (hidden) terminal.errors.write(question);
  const reader = createInterface({ input: terminal.input, output: shown, terminal: true });
  const closed = once(reader, "close").then(() => {
    throw cancelled();
  });
  const interrupted = once(reader, "SIGINT").then(() => {
    throw cancelled();
  });
  // Whichever loses the race is not left without a handler.
  closed.catch(() => undefined);
  interrupted.catch(() => undefined);
  try {
    return await Promise.race([reader.question(hidden ? "" : question), closed, interrupted]);
  } finally {
    reader.close();
    if (hidden) terminal.errors.write("\n");
  }
}

/**
 * Asks before something that cannot be undone or takes access away.
 * @param options.yes the person has said `--yes`
 * @throws PermissionError `NOT_CONFIRMED`
 * @throws InvalidInputError `CONFIRMATION_NEEDED` when nobody can be asked and it was not said
 */
export async function confirm(
  terminal: Terminal,
  question: string,
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
): Promise<void> {
  if (yes) return;
  if (!canAsk(terminal)) {
    // A program that reads JSON has decided already.
    if (json) return;
    throw new InvalidInputError("CONFIRMATION_NEEDED", "This has to be confirmed, and nobody can be asked.", {
      hints: ["Add --yes to do it without being asked."],
    });
  }
  const answer = await ask(terminal, `${question} [y/N] `);
  if (/^y(?:es)?$/i.test(answer.trim())) return;
  throw new PermissionError("NOT_CONFIRMED", "Nothing was changed.");
}

const LINE_BYTES = 4_096;

/** The first line of standard input, for a secret that a program hands over. */
export async function firstLine(input: Readable): Promise<string> {
  let text = "";
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes("\n") || text.length > LINE_BYTES) break;
  }
  return text.split("\n", 1)[0]?.replace(/\r$/, "") ?? "";
}

function cancelled(): PermissionError {
  return new PermissionError("CANCELLED", "Cancelled; nothing was changed.");
}
