import { concatBytes, fromHex, type Hex, toHex } from "../codec/index.ts";
import { bigintToBytes, bytesToBigint } from "../crypto/primitives/bytes.ts";

/** Length of a Groth16 proof on chain: A (64 bytes), B (128), C (64). */
export const PROOF_BYTES = 256;
const WORDS = 8;

/** The eight words of a proof as EIP-196 and EIP-197 have them: Ax, Ay, Bx", Bx', By", By', Cx, Cy (" imaginary). */
export function encodeProof(words: readonly bigint[]): Hex {
  return toHex(concatBytes(...words.map((word) => bigintToBytes(word, 32))));
}

/** @throws {InvalidInputError} `HEX_INVALID`, `HEX_LENGTH`. */
export function decodeProof(proof: Hex): readonly bigint[] {
  const bytes = fromHex(proof, PROOF_BYTES);
  return Array.from({ length: WORDS }, (_, i) => bytesToBigint(bytes.subarray(32 * i, 32 * (i + 1))));
}
