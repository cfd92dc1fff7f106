/** Time that never runs backwards, whatever the host's clock does: only steps forward are added up. */
export function createStopwatch(startedAt: number): (now: number) => number {
  let last = startedAt;
  let elapsed = 0;
  return (now) => {
    elapsed += Math.max(0, now - last);
    last = now;
    return elapsed;
  };
}
