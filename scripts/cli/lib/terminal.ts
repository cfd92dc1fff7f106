import type { Readable, Writable } from "node:stream";

/** The streams a command talks through; tests hand in their own. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly errors: Writable & { readonly isTTY?: boolean };
}

export const processTerminal: Terminal = {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
};

/** Whether a person sits there who can be asked. */
export function canAsk({ input, errors }: Terminal): boolean {
  return input.isTTY === true && errors.isTTY === true;
}
