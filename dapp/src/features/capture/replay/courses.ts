import type { NumericCourse } from "../../../engine/capturing/replaying.ts";

/** An instrument that said nothing for longer may have meant anything in between (as the recorder has it). */
export const LONGEST_SILENCE_MS = 10_000;

export interface ValueAt {
  /** Null: the instrument gave none, and `absent` says why. */
  readonly value: number | null;
  readonly absent: string | null;
  readonly isQuestionable: boolean;
}

/** What an instrument showed at a moment; null when it was silent. */
export function valueAt(course: NumericCourse, at: number): ValueAt | null {
  const { from, to, value, absent, isQuestionable } = course;
  const index = lastNotAfter(from, at);
  if (index < 0 || at > (to[index] ?? 0) + LONGEST_SILENCE_MS) return null;
  const found = value[index] ?? Number.NaN;
  return {
    value: Number.isNaN(found) ? null : found,
    absent: absent[index] ?? null,
    isQuestionable: isQuestionable[index] === 1,
  };
}

/** Points of a line that stays level while a value lasts, and has a hole where there was none. @returns seconds, and values */
export function lineOf({ from, to, value }: NumericCourse): {
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
} {
  const times: number[] = [];
  const values: (number | null)[] = [];
  const put = (at: number, given: number | null): void => {
    // Two points of one moment confuse whoever draws.
    const next = Math.max(at / 1000, (times.at(-1) ?? -Infinity) + 0.001);
    times.push(next);
    values.push(given);
  };
  let end = -Infinity;
  from.forEach((start, index) => {
    if (end !== -Infinity && start - end > LONGEST_SILENCE_MS) put(end + 1, null);
    const found = value[index] ?? Number.NaN;
    const given = Number.isNaN(found) ? null : found;
    end = to[index] ?? start;
    put(start, given);
    if (end > start) put(end, given);
  });
  return { times, values };
}

function lastNotAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
