import type { Fraction } from "./fraction.ts";

/** How many identities are drawn: Poisson around a mean, or exactly, each of `trials` tokens with a chance of its own. */
export type Distribution =
  | { readonly kind: "poisson"; readonly mean: Fraction }
  | { readonly kind: "binomial"; readonly trials: bigint; readonly chance: Fraction };

/** P[X = i + 1] / P[X = i] as `above / below`. It falls as i grows, and is 0 where X cannot be larger than i. */
export function ratioAfter(distribution: Distribution, i: bigint): readonly [above: bigint, below: bigint] {
  if (distribution.kind === "poisson") {
    const { numerator, denominator } = distribution.mean;
    return [numerator, denominator * (i + 1n)];
  }
  const { trials, chance } = distribution;
  return [(trials - i) * chance.numerator, (i + 1n) * (chance.denominator - chance.numerator)];
}

/** A value that no other is likelier than. */
export function modeOf(distribution: Distribution): bigint {
  if (distribution.kind === "poisson") return distribution.mean.numerator / distribution.mean.denominator;
  const { trials, chance } = distribution;
  const mode = ((trials + 1n) * chance.numerator) / chance.denominator;
  return mode > trials ? trials : mode;
}
