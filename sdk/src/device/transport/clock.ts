/** Time as a pump needs it; simulations have it run faster. */
export interface SessionClock {
  /** Milliseconds since 1970, as the machine's clock says; it may be set while the session runs. */
  now(): number;
  /** Milliseconds since some moment; it is never set. */
  elapsed(): number;
  /** @returns how to stop it */
  every(periodMs: number, run: () => void): () => void;
  /** @returns how to cancel it */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: SessionClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  ...timers(1),
};

/** A clock of its own, `speed` times as fast as the machine's. @param startedAt milliseconds since 1970 */
export function createFastClock(speed: number, startedAt: number = Date.now()): SessionClock {
  const origin = performance.now();
  const elapsed = (): number => (performance.now() - origin) * speed;
  return { now: () => startedAt + elapsed(), elapsed, ...timers(speed) };
}

function timers(speed: number): Pick<SessionClock, "every" | "after"> {
  return {
    every(periodMs, run) {
      const timer = setInterval(run, periodMs / speed);
      return () => clearInterval(timer);
    },
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs / speed);
      return () => clearTimeout(timer);
    },
  };
}
