/** How long the thread is kept before others get their turn. */
const TURN_MS = 12;

/** A long computation calls it between its steps. */
export function createTurns(signal?: AbortSignal): () => Promise<void> | void {
  let turn = performance.now();
  return () => {
    if (performance.now() - turn < TURN_MS) return;
    return new Promise((resolve) => setTimeout(resolve, 0)).then(() => {
      signal?.throwIfAborted();
      turn = performance.now();
    });
  };
}
