/** Runs at most so many pieces of work at once and lets a bounded number wait. */
export interface Limiter {
  /** Runs `work` when it is its turn, or answers with `refused()` at once when too many wait already. */
  run<T>(work: () => Promise<T>, refused: () => T): Promise<T>;
}

export function createLimiter(concurrent: number, queued: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async run(work, refused) {
      if (running >= concurrent) {
        if (waiting.length >= queued) return refused();
        await new Promise<void>((enter) => waiting.push(enter));
      } else running += 1;
      try {
        return await work();
      } finally {
        // The place is handed over, so that a newcomer cannot slip in before the one who waits.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
