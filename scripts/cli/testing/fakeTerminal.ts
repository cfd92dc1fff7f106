import { PassThrough } from "node:stream";
import type { Terminal } from "../lib/terminal.ts";

/** A terminal whose output can be read back, and on which a person can be made to type. */
export interface FakeTerminal extends Terminal {
  /** What a program reads. */
  printed(): string;
  /** What the person sees beside it. */
  told(): string;
  /** Types a line as soon as the question that ends with `after` has been asked. */
  type(line: string, after: string): void;
}

export interface FakeTerminalOptions {
  /** Whether a person sits there. */
  readonly isTTY?: boolean;
  /** What standard input holds; a person types instead. */
  readonly input?: string;
}

export function createFakeTerminal({ isTTY = false, input }: FakeTerminalOptions = {}): FakeTerminal {
  const streams = { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() };
  const texts = { output: "", errors: "" };
  const waiting: { readonly line: string; readonly after: string }[] = [];
  streams.output.on("data", (chunk: Buffer) => (texts.output += chunk.toString("utf8")));
  streams.errors.on("data", (chunk: Buffer) => {
    texts.errors += chunk.toString("utf8");
    const [next] = waiting;
    if (next === undefined || !texts.errors.includes(next.after)) return;
    waiting.shift();
    streams.input.write(`${next.line}\n`);
  });
  if (input !== undefined) streams.input.end(input);
  else if (!isTTY) streams.input.end();
  return {
    input: Object.assign(streams.input, { isTTY }),
    output: Object.assign(streams.output, { isTTY, columns: 120 }),
    errors: Object.assign(streams.errors, { isTTY }),
    printed: () => texts.output,
    told: () => texts.errors,
    type: (line, after) => void waiting.push({ line, after }),
  };
}
