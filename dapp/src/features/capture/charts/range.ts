/** What a wave's lane shows from bottom to top, in its unit. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Room above and below, so that no peak lies on the edge. */
const MARGIN = 0.06;
/** A wave that fills less than this is shown larger. */
const FILLS_LITTLE = 0.4;
const LINES = 4;

/** 1, 2 or 5 times a power of ten, not less than asked. */
export function niceStep(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  for (const times of [1, 2, 5]) if (times * power >= least * (1 - 1e-9)) return times * power;
  return 10 * power;
}

/** A range on round numbers around what was seen. */
export function rangeAround(least: number, most: number): Range {
  const span = most - least;
  if (!(span > 0)) {
    const step = niceStep(Math.abs(most) / LINES);
    return { low: least - step, high: most + step };
  }
  const step = niceStep(span / LINES) / 5;
  return {
    low: Math.floor((least - span * MARGIN) / step) * step,
    high: Math.ceil((most + span * MARGIN) / step) * step,
  };
}

/**
 * Automatic and calm: it grows as soon as something lies outside, and shrinks only where the wave fills little of it.
 * @returns the same object where nothing has to change
 */
export function nextRange(before: Range | null, extremes: readonly [number, number] | null): Range | null {
  if (extremes === null) return before;
  const [least, most] = extremes;
  if (before === null) return rangeAround(least, most);
  const isOutside = least < before.low || most > before.high;
  if (isOutside) return rangeAround(least, most);
  const fills = (most - least) / (before.high - before.low);
  if (fills >= FILLS_LITTLE) return before;
  const smaller = rangeAround(least, most);
  return smaller.high - smaller.low < (before.high - before.low) * 0.75 ? smaller : before;
}

/** A round length for the bar beside a lane: about a third of it. */
export function scaleBar({ low, high }: Range): number {
  const third = (high - low) / 3;
  const step = niceStep(third);
  return step > third * 1.6 ? niceStep(third / 2.5) : step;
}
