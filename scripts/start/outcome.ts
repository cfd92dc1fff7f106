import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import type { StepTiming } from "./reporter.ts";

/** What `--json` prints as its last line. */
export interface Outcome {
  readonly ok: boolean;
  /** Size of the input file. */
  readonly bytes: number;
  /** Hex SHA-256 of the input file. */
  readonly sha256: string;
  /** Hex SHA-256 of what the other doctor read. */
  readonly readSha256: string;
  readonly refusedAfterRevoke: boolean;
  /** Accesses the patient sees. */
  readonly usageEntries: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly steps: readonly StepTiming[];
}

export const NOTHING_DONE: Omit<Outcome, "error" | "steps"> = {
  ok: false,
  bytes: 0,
  sha256: "",
  readSha256: "",
  refusedAfterRevoke: false,
  usageEntries: 0,
};

export const EXIT = { ok: 0, stepFailed: 1, badInput: 2 } as const;

/** 2 for input the caller has to change, 1 for everything else. */
export function exitCodeFor(error: unknown): number {
  return error instanceof InvalidInputError ? EXIT.badInput : EXIT.stepFailed;
}

/** One clear line, then what to do. An error that is not ours is a defect: its message is shown, never its stack. */
export function explain(error: unknown): { readonly code: string; readonly lines: readonly string[] } {
  if (error instanceof MedLatticeError) {
    return { code: error.code, lines: [error.message, ...error.hints.map((hint) => `  ${hint}`)] };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "UNEXPECTED",
    lines: [
      `Something went wrong that should not: ${message.split("\n")[0] ?? ""}`,
      "  The logs are in the state folder, below logs/.",
    ],
  };
}
