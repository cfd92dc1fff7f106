import { ONE } from "./fixedPoint.ts";

/** Where the curve of systems.md S8 is one half, and how slowly it rises. */
export interface Curve {
  /** a; the published evaluation has 5000. */
  readonly midpoint: bigint;
  /** λ, above 0; published 20 000. */
  readonly slope: bigint;
}

export const PUBLISHED_CURVE: Curve = { midpoint: 5_000n, slope: 20_000n };

/** `f(x) = ½(1 + (x − a)/(λ + |x − a|))`; x and result in fractions of 10^18, the result between 0 and 1. */
export function curveAt(x: bigint, { midpoint, slope }: Curve): bigint {
  const middle = midpoint * ONE;
  const distance = x >= middle ? x - middle : middle - x;
  const part = (distance * ONE) / (slope * ONE + distance);
  return (x >= middle ? ONE + part : ONE - part) / 2n;
}
