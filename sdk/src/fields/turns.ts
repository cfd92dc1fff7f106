/** How long the thread is kept before others get their turn. */
const TURN_MS = 12;

/** Says, between the steps of a long computation, whether it is time to wait for `turn`. */
export interface Turns {
  isDue(): boolean;
  /** @throws the signal's reason once it is aborted */
  turn(): Promise<void>;
}

export function createTurns(signal?: AbortSignal): Turns {
  let since = performance.now();
  return {
    isDue: () => performance.now() - since > TURN_MS,
    async turn() {
      await nextTask();
      signal?.throwIfAborted();
      since = performance.now();
    },
  };
}

/** Node's `setImmediate` comes back at once, a timer after a millisecond at the soonest. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
