import type { Chance } from "../sortition/seats.ts";

/** The reference twin: the distribution function of B(w, p) up to `seats`, as a whole number out of `denominator^w`. */
export function exactSeats(y: bigint, weight: bigint, { numerator, denominator }: Chance): bigint {
  const target = y * denominator ** weight;
  let term = (denominator - numerator) ** weight;
  let sum = term;
  let seats = 0n;
  // y/2^128 ≥ sum/den^w, without any rounding.
  while (target >= sum << 128n && seats < weight) {
    term = (term * (weight - seats) * numerator) / ((seats + 1n) * (denominator - numerator));
    sum += term;
    seats += 1n;
  }
  return seats;
}

/** ⌊2^128 · P[X ≤ seats]⌋. */
export function exactBelow(seats: bigint, weight: bigint, { numerator, denominator }: Chance): bigint {
  let term = (denominator - numerator) ** weight;
  let sum = term;
  for (let j = 0n; j < seats; j += 1n) {
    term = (term * (weight - j) * numerator) / ((j + 1n) * (denominator - numerator));
    sum += term;
  }
  return (sum << 128n) / denominator ** weight;
}
