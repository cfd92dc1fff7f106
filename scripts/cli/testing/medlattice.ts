import { z } from "zod";
import type { ExitCode } from "../lib/explain.ts";
import { runCli } from "../runCli.ts";
import { createFakeTerminal, type FakeTerminalOptions } from "./fakeTerminal.ts";

export interface Outcome {
  readonly exitCode: ExitCode;
  readonly printed: string;
  readonly told: string;
}

/** Runs a command line in this process. */
export async function medlattice(
  args: readonly string[],
  options: FakeTerminalOptions = {},
): Promise<Outcome> {
  const terminal = createFakeTerminal(options);
  const exitCode = await runCli(args, terminal);
  return { exitCode, printed: terminal.printed(), told: terminal.told() };
}

const failureSchema = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    hints: z.array(z.string()),
    facts: z.record(z.string(), z.unknown()),
    problems: z.array(z.object({ rule: z.string(), path: z.string() })).optional(),
  }),
});

/** The error of a command that was asked for JSON and failed. */
export function failureOf({ printed }: Outcome): z.infer<typeof failureSchema>["error"] {
  return failureSchema.parse(onlyObject(printed)).error;
}

/** The answer of a command that was asked for JSON, as the test expects it. */
export function answerOf<T extends z.ZodRawShape>({ printed }: Outcome, shape: T) {
  return z.object({ ok: z.literal(true), ...shape }).parse(onlyObject(printed));
}

/** One line, one object: anything else on standard output would break whoever reads it. */
function onlyObject(printed: string): unknown {
  if (!/^\{.*\}\n$/.test(printed)) throw new Error(`standard output is not one JSON object: ${printed}`);
  return JSON.parse(printed);
}
