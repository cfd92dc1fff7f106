import { type Fr, G1, G2, PrecomputedG2, mulVec, sub } from "mcl-wasm";
import { addG1, addG2, type G1 as Point1, type G2 as Point2 } from "../../crypto/bls/points.ts";
import { blsContext } from "../../crypto/init.ts";

/** Sum of points of G1; the identity when there are none. */
export function sumG1(points: readonly Point1[]): Point1 {
  blsContext();
  return points.reduce((sum, point) => addG1(sum, point), new G1());
}

/** Sum of points of G2. */
export function sumG2(points: readonly Point2[]): Point2 {
  blsContext();
  return points.reduce((sum, point) => addG2(sum, point), new G2());
}

/** a − b. */
export function subtract<Point extends Point1 | Point2>(a: Point, b: Point): Point {
  return sub(a, b);
}

/** Σ scalar·point, quicker than one after the other; of equally many, at least one. */
export function combine<Point extends Point1 | Point2>(
  points: readonly Point[],
  scalars: readonly Fr[],
): Point {
  return mulVec([...points], [...scalars]);
}

const linesOfPoints = new WeakMap<Point2, PrecomputedG2>();
/** They live in the pairing library's memory, which knows nothing of ours. */
const lost = new FinalizationRegistry<PrecomputedG2>((lines) => lines.destroy());

/** Miller lines of a point that is paired again and again, computed once and kept as long as the point. */
export function linesOf(point: Point2): PrecomputedG2 {
  const known = linesOfPoints.get(point);
  if (known !== undefined) return known;
  const lines = new PrecomputedG2(point);
  linesOfPoints.set(point, lines);
  lost.register(point, lines);
  return lines;
}
