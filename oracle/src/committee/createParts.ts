import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";

/** Parts of one job of which none holds up another: one that fails is tried again after a pause that grows. */
export interface Parts {
  /** @returns what the work returns; false while it pauses, and when it fails */
  run(name: string, work: () => Promise<boolean>): Promise<boolean>;
  /** Code of the first part that fails; null when none does. */
  problem(): string | null;
}

interface Failing {
  readonly code: string;
  readonly count: number;
  readonly untilMs: number;
}

const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export function createParts(logger: Logger): Parts {
  const failing = new Map<string, Failing>();

  function fail(name: string, error: unknown): void {
    const before = failing.get(name);
    const code = error instanceof MedLatticeError ? error.code : "UNEXPECTED";
    const isPassing = error instanceof MedLatticeError && error.retryable;
    // Told once, and again when the reason changes: it may take long.
    if (code !== before?.code) logger[isPassing ? "warn" : "error"]({ err: error }, `${name} wait`);
    const count = (before?.count ?? 0) + 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** count);
    failing.set(name, { code, count, untilMs: performance.now() + pauseMs });
  }

  return {
    async run(name, work) {
      if (performance.now() < (failing.get(name)?.untilMs ?? 0)) return false;
      try {
        const isDone = await work();
        if (failing.delete(name)) logger.info(`${name} go on`);
        return isDone;
      } catch (error) {
        fail(name, error);
        return false;
      }
    },
    problem: () => [...failing.values()][0]?.code ?? null,
  };
}
