import { keccak_256 } from "@noble/hashes/sha3.js";
import { baseG1, baseG2, decodeG2, encodePoint } from "../bls/points.ts";
import { assertScalar } from "../bls/scalar.ts";
import { type Hex, toHex } from "../../codec/index.ts";

/** X = g^a in G1: what parts are sealed to. */
export function derivePublicX(a: bigint): Uint8Array {
  return encodePoint(baseG1(assertScalar(a, "a")));
}

/** Y = ĝ^b in G2: what capsules are re-encrypted to. */
export function derivePublicY(b: bigint): Uint8Array {
  return encodePoint(baseG2(assertScalar(b, "b")));
}

/** `keccak256(Y compressed)`: the `granteeKey` of a grant's terms. */
export function granteeKeyHash(y: Uint8Array): Hex {
  decodeG2(y, "y");
  return toHex(keccak_256(y));
}
