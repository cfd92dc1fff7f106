import { bn254 } from "@noble/curves/bn254.js";
import { InvalidInputError } from "../../errors/index.ts";
import { concatBytes, fromHex, type Hex, toHex } from "../../codec/index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { type AffinePoint, BN254_FIELD, assertBelowOrder, decodeAffine } from "./bn254.ts";
import type { OrProof } from "./sigmaOr.ts";

const SIGN = 1n << 255n;

/** `h.x | (h.y & 1) << 255`, 32 bytes. */
export function compressCommitment(point: AffinePoint): Hex {
  const { x, y } = decodeAffine(point, "commitment").toAffine();
  return toHex(bigintToBytes(x | ((y & 1n) << 255n), 32));
}

/**
 * The inverse of {@link compressCommitment}.
 * @throws {InvalidInputError} `POINT_INVALID` when x is not below p or not on the curve.
 */
export function decompressCommitment(commitment: Hex): AffinePoint {
  const word = bytesToBigint(fromHex(commitment, 32));
  const odd = word >= SIGN;
  const x = odd ? word - SIGN : word;
  const { Fp } = bn254.fields;
  const square = x < BN254_FIELD ? Fp.add(Fp.mul(Fp.sqr(x), x), 3n) : 0n;
  const root = Fp.pow(square, (BN254_FIELD + 1n) / 4n);
  // A root of zero does not exist on this curve (its order is odd), and zero also marks an x that is not below p.
  if (square === 0n || !Fp.eql(Fp.sqr(root), square)) {
    throw new InvalidInputError("POINT_INVALID", "A commitment is not a point of the curve.", {
      facts: { name: "commitment", reason: "group" },
    });
  }
  return { x, y: (root & 1n) === (odd ? 1n : 0n) ? root : Fp.neg(root) };
}

/** `π = c1 ‖ z1 ‖ c2 ‖ z2`, 128 bytes. */
export function encodeOrProof({ c1, z1, c2, z2 }: OrProof): Hex {
  return toHex(concatBytes(...[c1, z1, c2, z2].map((value) => bigintToBytes(value, 32))));
}

/**
 * Decodes π; every component must be below q, so that a proof has one form.
 * @throws {InvalidInputError} `HEX_INVALID` or `SCALAR_INVALID`.
 */
export function decodeOrProof(proof: Hex): OrProof {
  const bytes = fromHex(proof, 128);
  const word = (position: number) =>
    assertBelowOrder(bytesToBigint(bytes.subarray(32 * position, 32 * (position + 1))), "proof");
  return { c1: word(0), z1: word(1), c2: word(2), z2: word(3) };
}
