import { type Distribution, modeOf, ratioAfter } from "./distribution.ts";

/** Between two bounds, in units of 2^−precision. */
export interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

/** Probabilities relative to that of the mode, which is 1, with proven bounds. */
export interface Weights {
  readonly precision: bigint;
  /** The value that the first weight belongs to; the others follow one by one. */
  readonly first: bigint;
  readonly weights: readonly Interval[];
  /** At most so much lies below the first and above the last. */
  readonly below: bigint;
  readonly above: bigint;
  /** Of everything. */
  readonly total: Interval;
}

/** What may be left out on either side: 2^16 units, far less than any tail that is asked for. */
const NEGLIGIBLE = 1n << 16n;

/**
 * Walks from the mode to both sides until nothing that counts is left. Every step rounds down for the lower bound and up for the
 * upper one; the ratios are at most 1, so an interval grows by at most one unit a step. What is left out is bounded by a
 * geometric series, for the ratios only fall.
 */
export function weightsOf(distribution: Distribution, precision: bigint): Weights {
  const mode = modeOf(distribution);
  const start = { low: 1n << precision, high: 1n << precision };
  const up = walk(start, (step) => ratioAfter(distribution, mode + step));
  const down = walk(start, (step) => {
    if (step === mode) return [0n, 1n];
    const [above, below] = ratioAfter(distribution, mode - step - 1n);
    return [below, above];
  });
  const weights = [...down.weights.toReversed(), start, ...up.weights];
  const low = weights.reduce((sum, weight) => sum + weight.low, 0n);
  const high = weights.reduce((sum, weight) => sum + weight.high, down.rest + up.rest);
  return {
    precision,
    first: mode - BigInt(down.weights.length),
    weights,
    below: down.rest,
    above: up.rest,
    total: { low, high },
  };
}

function walk(
  start: Interval,
  ratioAt: (step: bigint) => readonly [bigint, bigint],
): { readonly weights: readonly Interval[]; readonly rest: bigint } {
  const weights: Interval[] = [];
  let last = start;
  for (let step = 0n; ; step += 1n) {
    const [numerator, denominator] = ratioAt(step);
    if (numerator === 0n) return { weights, rest: 0n };
    if (numerator < denominator) {
      const rest = dividedUp(last.high * numerator, denominator - numerator);
      if (rest <= NEGLIGIBLE) return { weights, rest };
    }
    last = {
      low: (last.low * numerator) / denominator,
      high: dividedUp(last.high * numerator, denominator),
    };
    weights.push(last);
  }
}

function dividedUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
