import { keccak256 } from "viem/utils";
import { fromHex, type Hex, toHex } from "../../codec/index.ts";
import type { AffinePoint } from "../commitment/bn254.ts";
import { PROOF_BYTES } from "../../circuits/proof.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { BABY_JUBJUB_FIELD, decodeAffine, pointError } from "./curve.ts";
import { yOf } from "./xOf.ts";

const SIGN = 1n << 255n;

/** `h.x | (h.y & 1) << 255`, 32 bytes: as the chain keeps it. */
export function compressCommitment(point: AffinePoint): Hex {
  const { x, y } = decodeAffine(point, "commitment", true).toAffine();
  return toHex(bigintToBytes(x | ((y & 1n) << 255n), 32));
}

/**
 * The inverse of {@link compressCommitment}.
 * @throws {InvalidInputError} `POINT_INVALID` unless x is canonical and the point is of prime order.
 */
export function decompressCommitment(commitment: Hex): AffinePoint {
  const word = bytesToBigint(fromHex(commitment, 32));
  const isOdd = word >= SIGN;
  const x = isOdd ? word - SIGN : word;
  const even = x < BABY_JUBJUB_FIELD ? yOf(x) : null;
  // y is never 0 for a point of prime order, so there is an odd root too.
  if (even === null || even === 0n) throw pointError("commitment");
  return decodeAffine({ x, y: isOdd ? BABY_JUBJUB_FIELD - even : even }, "commitment", true).toAffine();
}

/** `keccak256(π)`. Not an id: from a Groth16 proof anybody makes others. */
export function commitmentProofHash(proof: Hex): Hex {
  return keccak256(fromHex(proof, PROOF_BYTES));
}
