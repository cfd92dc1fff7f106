import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";

/** Does one thing after the other for as long as the process lives; what is left undone is done after the next start. */
export interface Worker {
  /** Code of what it waits for or is refused with; null when all is well. */
  problem(): string | null;
  start(): void;
  stop(): Promise<void>;
}

const BUSY_MS = 20;
const IDLE_MS = 500;
const LONGEST_MS = 10_000;

/** @param step does what can be done now; true when there may be more at once */
export function createWorker(options: {
  readonly name: string;
  readonly chainId: number;
  readonly logger: Logger;
  /** Pause when there is nothing to do. */
  readonly idleMs?: number;
  readonly step: () => Promise<boolean>;
}): Worker {
  const { name, chainId, logger, step, idleMs = IDLE_MS } = options;
  const stopping = new AbortController();
  let problem: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let failures = 0;

  async function tick(): Promise<void> {
    let pauseMs = idleMs;
    try {
      if (await step()) pauseMs = BUSY_MS;
      if (problem !== null) logger.info({ chainId }, `${name} go on`);
      [problem, failures] = [null, 0];
    } catch (error) {
      const code = error instanceof MedLatticeError ? error.code : "UNEXPECTED";
      const isFinal = !(error instanceof MedLatticeError) || !error.retryable;
      // Told once, and again when the reason changes: it may take long.
      if (code !== problem) logger[isFinal ? "error" : "warn"]({ err: error, chainId }, `${name} wait`);
      problem = code;
      failures += 1;
      pauseMs = Math.min(IDLE_MS * 2 ** Math.min(failures, 8), LONGEST_MS);
    }
    if (!stopping.signal.aborted) schedule(pauseMs);
  }

  function schedule(pauseMs: number): void {
    timer = setTimeout(() => {
      running = tick();
    }, pauseMs);
  }

  return {
    problem: () => problem,
    start: () => schedule(BUSY_MS),
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
