/** Samples that come later or earlier than their rate tells are placed anew; below it is the jitter of lines. As the record does it. */
const DRIFT_MS = 500;

/**
 * Puts the samples of one wave on the axis: one after the other at their rate, and anew after a gap.
 * @param at when the last of them came @returns when the first of them was
 */
export function createWaveTimes(): {
  place(piece: {
    readonly at: number;
    readonly count: number;
    readonly samplesPerSecond: number;
    readonly afterGap: boolean;
  }): number;
  interrupt(): void;
} {
  let next: number | undefined;
  return {
    place({ at, count, samplesPerSecond, afterGap }) {
      const lasts = (count * 1000) / samplesPerSecond;
      const arrived = at - lasts;
      const goesOn = next !== undefined && !afterGap && Math.abs(arrived - next) <= DRIFT_MS;
      const start = goesOn && next !== undefined ? next : arrived;
      next = start + lasts;
      return start;
    },
    interrupt() {
      next = undefined;
    },
  };
}
