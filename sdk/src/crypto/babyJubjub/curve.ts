import { babyjubjub } from "@noble/curves/misc.js";
import { InvalidInputError } from "../../errors/index.ts";
import type { AffinePoint } from "../commitment/bn254.ts";

/** @internal The twisted Edwards curve of EIP-2494; its base is B8. */
export const { Point } = babyjubjub;
export type CurvePoint = InstanceType<typeof Point>;

/** Order l of the subgroup that B8 generates; the curve has eight times as many points. */
export const BABY_JUBJUB_ORDER: bigint = Point.Fn.ORDER;
/** Field of its coordinates: the scalar field of BN254. */
export const BABY_JUBJUB_FIELD: bigint = Point.Fp.ORDER;
/** What a message is below: l has 251 bits, so no message is another plus l. */
export const MESSAGE_BOUND: bigint = 1n << 248n;

/**
 * @internal Takes an affine point in: canonical, on the curve, of prime order. The identity (0, 1) is refused unless allowed: as a key
 * its trapdoor would be 0.
 * @throws {InvalidInputError} `POINT_INVALID`.
 */
export function decodeAffine(point: AffinePoint, name: string, isIdentityAllowed = false): CurvePoint {
  const { x, y } = point;
  const { Fp } = Point;
  const canonical = [x, y].every((value) => typeof value === "bigint" && value >= 0n && value < Fp.ORDER);
  if (!canonical || !isOnCurve(point)) throw pointError(name);
  const decoded = Point.fromAffine({ x, y });
  if (!decoded.isTorsionFree() || (decoded.is0() && !isIdentityAllowed)) throw pointError(name);
  return decoded;
}

/** @internal Whether the curve's equation holds. */
export function isOnCurve({ x, y }: AffinePoint): boolean {
  const { Fp } = Point;
  const { a, d } = babyjubjub.Point.CURVE();
  const [xx, yy] = [Fp.sqr(x), Fp.sqr(y)];
  return Fp.eql(Fp.add(Fp.mul(a, xx), yy), Fp.add(Fp.ONE, Fp.mul(d, Fp.mul(xx, yy))));
}

/** @internal k·P for any integer k and P of prime order. Secret factors go through the library's constant-time-oriented path. */
export function multiply(point: CurvePoint, k: bigint): CurvePoint {
  const factor = modL(k);
  return factor === 0n ? Point.ZERO : point.multiply(factor);
}

/** @internal k·P for a public k, faster. */
export function multiplyPublic(point: CurvePoint, k: bigint): CurvePoint {
  return point.multiplyUnsafe(modL(k));
}

/** @internal Q with 8·Q = P, which shows that P is of prime order; the inverse of 8 modulo l. */
export function eighthOf(point: CurvePoint): CurvePoint {
  return multiplyPublic(point, Point.Fn.inv(8n));
}

/** @internal Reduces into [0, l). */
export function modL(value: bigint): bigint {
  return Point.Fn.create(value);
}

/** @internal Requires a component of a proof in [0, l). */
export function assertBelowOrder(value: bigint, name: string): bigint {
  return assertBelow(value, BABY_JUBJUB_ORDER, name);
}

/** @internal Requires a message of 248 bits. */
export function assertMessage(m: bigint): bigint {
  return assertBelow(m, MESSAGE_BOUND, "m");
}

/** @internal Requires a secret in [1, l). */
export function assertSecret(value: bigint, name: string): bigint {
  return value === 0n ? assertBelow(-1n, 0n, name) : assertBelowOrder(value, name);
}

/** @internal */
export function pointError(name: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A commitment's point is malformed or not on the curve.", {
    facts: { name, reason: "group" },
  });
}

function assertBelow(value: bigint, bound: bigint, name: string): bigint {
  if (typeof value === "bigint" && value >= 0n && value < bound) return value;
  throw new InvalidInputError("SCALAR_INVALID", "A scalar is outside its range.", { facts: { name } });
}
