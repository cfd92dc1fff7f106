import type { Fraction } from "../bounds/fraction.ts";
import type { TailBounds } from "../bounds/tailBounds.ts";

/**
 * The reference twin of tests: whole rational numbers without any rounding, straight from the definition. Slow.
 * Weights are whole numbers in proportion to the probabilities of 0, 1, 2 …; `total` lies between two whole numbers.
 */
interface Exact {
  readonly weights: readonly bigint[];
  readonly least: bigint;
  readonly most: bigint;
}

/** Poisson: e^mean to `terms` terms of its series, with the geometric bound of the rest; terms above twice the mean. */
export function exactPoisson({ numerator, denominator }: Fraction, terms: number): Exact {
  // weight i = mean^i / i!, times denominator^terms · terms!, which makes it whole.
  const weights: bigint[] = [];
  let weight = denominator ** BigInt(terms);
  for (let i = 2; i <= terms; i++) weight *= BigInt(i);
  for (let i = 0; i <= terms; i++) {
    weights.push(weight);
    weight = (weight * numerator) / (denominator * BigInt(i + 1));
  }
  const least = weights.reduce((a, b) => a + b);
  return { weights, least, most: least + (weights.at(-1) ?? 0n) };
}

/** Binomial: C(n, i)·a^i·(b − a)^(n − i), all of them, out of b^n. */
export function exactBinomial(n: number, { numerator: a, denominator: b }: Fraction): Exact {
  const weights: bigint[] = [];
  let weight = (b - a) ** BigInt(n);
  for (let i = 0; i <= n; i++) {
    weights.push(weight);
    weight = (weight * BigInt(n - i) * a) / (BigInt(i + 1) * (b - a));
  }
  return { weights, least: b ** BigInt(n), most: b ** BigInt(n) };
}

/** The definition: largest k with P[X < k] ≤ 2^−λ, smallest k with P[X > k] ≤ 2^−λ. */
export function exactBounds({ weights, least, most }: Exact, lambda: bigint): TailBounds {
  const upTo: bigint[] = [];
  for (const weight of weights) upTo.push((upTo.at(-1) ?? 0n) + weight);
  const isSmall = (tail: bigint, slack: bigint): boolean => {
    if ((tail + slack) << lambda <= least) return true;
    if (tail << lambda > most) return false;
    throw new Error("Too few terms to decide.");
  };
  let min = 0;
  while (isSmall(upTo[min] ?? 0n, 0n)) min += 1;
  let max = weights.length - 1;
  const slack = most - least;
  while (max > 0 && isSmall(least - (upTo[max - 1] ?? 0n), slack)) max -= 1;
  return { min, max };
}
