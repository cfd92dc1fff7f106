import { bn254 } from "@noble/curves/bn254.js";
import { InvalidInputError } from "../../errors/index.ts";

/** A point of BN254 G1 as the chain has it (EIP-196): affine, the identity as (0, 0). */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** @internal */
export const { Point } = bn254.G1;
export type CurvePoint = InstanceType<typeof Point>;

/** Order q of BN254 G1; its cofactor is one. */
export const BN254_ORDER: bigint = bn254.fields.Fr.ORDER;
/** Field of its coordinates. */
export const BN254_FIELD: bigint = bn254.fields.Fp.ORDER;

/**
 * @internal Takes an affine point in: canonical coordinates, on the curve, and not the identity.
 * @throws {InvalidInputError} `POINT_INVALID`.
 */
export function decodeAffine(point: AffinePoint, name: string): CurvePoint {
  const { x, y } = point;
  const canonical = [x, y].every((value) => typeof value === "bigint" && value >= 0n && value < BN254_FIELD);
  // (0, 0) stands for the identity and is not on the curve y² = x³ + 3, so the equation refuses it as well.
  if (!canonical || (y * y - x * x * x - 3n) % BN254_FIELD !== 0n) throw affineError(name);
  return Point.fromAffine({ x, y });
}

/** @internal The chain's form; the identity becomes (0, 0). */
export function toAffine(point: CurvePoint): AffinePoint {
  return point.is0() ? { x: 0n, y: 0n } : point.toAffine();
}

/** @internal k·P for any integer k. Secret factors go through the library's constant-time-oriented path, zero is handled here. */
export function multiply(point: CurvePoint, k: bigint): CurvePoint {
  const factor = modQ(k);
  return factor === 0n ? Point.ZERO : point.multiply(factor);
}

/** @internal k·P for a public k, faster. */
export function multiplyPublic(point: CurvePoint, k: bigint): CurvePoint {
  return point.multiplyUnsafe(modQ(k));
}

/** @internal Reduces into [0, q). */
export function modQ(value: bigint): bigint {
  const rest = value % BN254_ORDER;
  return rest < 0n ? rest + BN254_ORDER : rest;
}

/** @internal Requires a message scalar or proof component in [0, q). */
export function assertBelowOrder(value: bigint, name: string): bigint {
  if (typeof value === "bigint" && value >= 0n && value < BN254_ORDER) return value;
  throw new InvalidInputError("SCALAR_INVALID", "A scalar is outside its range.", { facts: { name } });
}

/** @internal Requires a secret in [1, q). */
export function assertSecret(value: bigint, name: string): bigint {
  if (value !== 0n) return assertBelowOrder(value, name);
  throw new InvalidInputError("SCALAR_INVALID", "A scalar is outside its range.", { facts: { name } });
}

function affineError(name: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A commitment's point is malformed or not on the curve.", {
    facts: { name, reason: "group" },
  });
}
