import { Point } from "./curve.ts";

/** The even x of the points with this y, `x² = (1 − y²) / (a − d·y²)`; null when the curve has none. */
export function xOf(y: bigint): bigint | null {
  const { a, d } = Point.CURVE();
  return evenRootOfRatio(a, d, y);
}

/** The even y of the points with this x, `y² = (1 − a·x²) / (1 − d·x²)`; null when the curve has none. */
export function yOf(x: bigint): bigint | null {
  const { Fp } = Point;
  const { a, d } = Point.CURVE();
  const xx = Fp.sqr(x);
  return evenRoot(Fp.sub(Fp.ONE, Fp.mul(a, xx)), Fp.sub(Fp.ONE, Fp.mul(d, xx)));
}

function evenRootOfRatio(a: bigint, d: bigint, y: bigint): bigint | null {
  const { Fp } = Point;
  const yy = Fp.sqr(y);
  return evenRoot(Fp.sub(Fp.ONE, yy), Fp.sub(a, Fp.mul(d, yy)));
}

/** The divisor is never 0: a is a square of the field and d is not, nor is 1/d. */
function evenRoot(dividend: bigint, divisor: bigint): bigint | null {
  const { Fp } = Point;
  const square = Fp.div(dividend, divisor);
  try {
    const root = Fp.sqrt(square);
    return (root & 1n) === 0n ? root : Fp.neg(root);
  } catch {
    return null; // not a square
  }
}
