import type { Hex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { type CurvePoint, Point, multiplyPublic, toAffine } from "../commitment/bn254.ts";
import { compressCommitment, decompressCommitment } from "../commitment/encoding.ts";
import type { GroupOperations } from "../primitives/shamir.ts";

/** @internal Public factors only; Horner's rule over commitments meets the identity nowhere that matters. */
export const PUBLIC_OPERATIONS: GroupOperations<CurvePoint> = {
  multiply: (point, scalar) => multiplyPublic(point, scalar),
  add: (a, b) => a.add(b),
};

/** @internal 32 bytes, as a commitment is written. @throws {InvalidInputError} `POINT_INVALID` for the identity. */
export function encodePoint32(point: CurvePoint): Hex {
  return compressCommitment(toAffine(point));
}

/** @internal On the curve and not the identity. @throws {InvalidInputError} `POINT_INVALID` with the field's name. */
export function decodePoint32(point: Hex, name: string): CurvePoint {
  try {
    return Point.fromAffine(decompressCommitment(point));
  } catch (cause) {
    throw new InvalidInputError("POINT_INVALID", "A point is malformed or not on the curve.", {
      facts: { name },
      cause,
    });
  }
}
