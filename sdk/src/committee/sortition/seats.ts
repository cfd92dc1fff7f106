import { InvalidInputError } from "../../errors/index.ts";

/** A chance `numerator / denominator` for each token: p = E/W of systems.md P6. */
export interface Chance {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** One part of a station expects at most so many seats: its chance of none, about e^−40, must stand well above 2^−128. */
export const MOST_EXPECTED_SEATS = 40n;
/** No part gets more: its chance is below 2^−92, and rounding down keeps sums of chances just below 1. */
export const MOST_SEATS = 128n;
/** Weights and denominators stay below 2^60, so that no product of the recurrence reaches 2^248. */
export const WEIGHT_LIMIT = 1n << 60n;

const FRACTION_BITS = 128n;
const ONE = 1n << FRACTION_BITS;

/**
 * `j = min{j : y/2^128 < Σ_{i≤j} B(i; w, p)}` (systems.md P6) in Q128, every division rounded down, as the contract does it:
 * `B(0) = (1 − p)^w` by squaring, then `B(j + 1) = B(j)·(w − j)·num / ((j + 1)·(den − num))`. Products stay below 2^256: powers are
 * products of two numbers up to 2^128 of which one is less, and B(j) ≤ 2^128 is multiplied by less than 2^120.
 * @param y below 2^128
 * @throws {InvalidInputError} `SORTITION_RANGE` with the name of what is out of bounds
 */
export function seatsOf(y: bigint, weight: bigint, chance: Chance): bigint {
  const { numerator, denominator } = chance;
  requireRange("y", y >= 0n && y < ONE);
  requireRange("weight", weight >= 0n && weight < WEIGHT_LIMIT);
  requireChance(chance);
  requireRange("expected", weight * numerator <= (MOST_EXPECTED_SEATS + 1n) * denominator);
  const cap = weight < MOST_SEATS ? weight : MOST_SEATS;
  let term = power(((denominator - numerator) << FRACTION_BITS) / denominator, weight);
  let sum = term;
  let seats = 0n;
  while (y >= sum && seats < cap) {
    term = (term * (weight - seats) * numerator) / ((seats + 1n) * (denominator - numerator));
    sum += term;
    seats += 1n;
  }
  return seats;
}

/**
 * A token's chance is at most a quarter: beyond, the chance of no seat at all is much less than e^−(w·p), and would drown in
 * rounding.
 * @throws {InvalidInputError} `SORTITION_RANGE`
 */
export function requireChance({ numerator, denominator }: Chance): void {
  requireRange("chance", numerator > 0n && denominator < WEIGHT_LIMIT && 4n * numerator <= denominator);
}

/** base^exponent in Q128, rounded down at each step; squares from the lowest bit of the exponent. */
function power(base: bigint, exponent: bigint): bigint {
  let result = ONE;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = (result * square) >> FRACTION_BITS;
    square = (square * square) >> FRACTION_BITS;
  }
  return result;
}

function requireRange(name: string, holds: boolean): void {
  if (holds) return;
  throw new InvalidInputError("SORTITION_RANGE", "A number of the sortition is out of bounds.", {
    facts: { name },
  });
}
