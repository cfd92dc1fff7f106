import type { Distribution } from "./distribution.ts";
import { type Interval, type Weights, weightsOf } from "./weights.ts";

/** Between these the number stays, except with a probability of 2^−λ on each side. */
export interface TailBounds {
  readonly min: number;
  readonly max: number;
}

const EXTRA_BITS = 96n;

/**
 * Largest k with P[X < k] ≤ 2^−λ and smallest k with P[X > k] ≤ 2^−λ (systems.md P7), decided by interval arithmetic: where the
 * bounds leave a comparison open, it is repeated with twice the precision.
 *
 * This ends. A Poisson tail of a rational mean is never exactly 2^−λ, for e^mean is irrational; binomial tails are multiples of
 * `denominator^−trials`, so that two of them that are closer together are equal.
 */
export function tailBounds(distribution: Distribution, lambda: bigint): TailBounds {
  if (distribution.kind === "binomial" && distribution.chance.numerator === distribution.chance.denominator) {
    const all = Number(distribution.trials);
    return { min: all, max: all };
  }
  for (let precision = lambda + EXTRA_BITS; ; precision *= 2n) {
    const weights = weightsOf(distribution, precision);
    const decide = (tail: Interval) => isAtMost(tail, weights, lambda, distribution);
    const min = lowest(weights, decide);
    const max = highest(weights, decide);
    if (min !== "open" && max !== "open") return { min: Number(min), max: Number(max) };
  }
}

type Decision = boolean | "open";

function lowest({ first, weights, below }: Weights, decide: (tail: Interval) => Decision): bigint | "open" {
  let tail: Interval = { low: 0n, high: below };
  let k = first;
  for (const weight of weights) {
    tail = sum(tail, weight);
    const isSmall = decide(tail);
    if (isSmall === "open") return "open";
    if (!isSmall) break;
    k += 1n;
  }
  return k;
}

function highest({ first, weights, above }: Weights, decide: (tail: Interval) => Decision): bigint | "open" {
  let tail: Interval = { low: 0n, high: above };
  let k = first + BigInt(weights.length) - 1n;
  for (const weight of weights.toReversed()) {
    tail = sum(tail, weight);
    const isSmall = decide(tail);
    if (isSmall === "open") return "open";
    if (!isSmall) break;
    k -= 1n;
  }
  return k;
}

/** Whether tail / total ≤ 2^−λ. */
function isAtMost(
  tail: Interval,
  { total, precision }: Weights,
  lambda: bigint,
  distribution: Distribution,
): Decision {
  const low = (tail.low << lambda) - total.high;
  const high = (tail.high << lambda) - total.low;
  if (high <= 0n) return true;
  if (low > 0n) return false;
  if (distribution.kind === "poisson") return "open";
  const { trials, chance } = distribution;
  const steps = trials * BigInt(chance.denominator.toString(2).length);
  // The cheap estimate first: the power itself can have millions of digits.
  if (steps > precision) return "open";
  return (high - low) * chance.denominator ** trials < 1n << precision ? true : "open";
}

function sum(a: Interval, b: Interval): Interval {
  return { low: a.low + b.low, high: a.high + b.high };
}
