import { MedLatticeError } from "../../errors/index.ts";

/** How long a transfer outlasts an oracle that does not answer. */
export interface Patience {
  /** Repeats work that failed for a reason that may pass, until the time is over. */
  outlast<T>(work: () => Promise<T>): Promise<T>;
  /** Something arrived: the time begins anew. */
  renew(): void;
}

const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Transfers outlast more than other requests do: what has arrived is kept, and sending all of it again costs most.
 * @throws the last error once the time is over; at once one that would come again (`retryable` false), or when `signal` aborts
 */
export function createPatience(options: {
  readonly patienceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}): Patience {
  const { patienceMs = PATIENCE_MS, signal } = options;
  let end = performance.now() + patienceMs;
  let pauseMs = FIRST_PAUSE_MS;

  function renew(): void {
    end = performance.now() + patienceMs;
    pauseMs = FIRST_PAUSE_MS;
  }

  return {
    renew,
    async outlast(work) {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          signal?.throwIfAborted();
          const mayPass = error instanceof MedLatticeError && error.retryable;
          if (!mayPass || performance.now() + pauseMs > end) throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        signal?.throwIfAborted();
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    },
  };
}
