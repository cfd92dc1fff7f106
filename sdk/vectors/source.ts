import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, toHex, u32be, utf8, type Hex } from "../src/codec/index.ts";
import type { RandomBytes } from "../src/crypto/index.ts";
import { bytesToBigint } from "../src/crypto/primitives/bytes.ts";

/** `SHA-512("medlattice/vector/" ‖ label)`, cut to length: every value of the vectors that would be random. */
export function vectorBytes(label: string, lengthBytes: number): Uint8Array {
  return sha512(utf8(`medlattice/vector/${label}`)).slice(0, lengthBytes);
}

/** A 32-byte identifier. */
export function vectorId(label: string): Hex {
  return toHex(vectorBytes(label, 32));
}

/** `OS2IP(SHA-512("medlattice/vector/" ‖ label)) mod (order − 1) + 1`. */
export function vectorScalar(label: string, order: bigint): bigint {
  return (bytesToBigint(vectorBytes(label, 64)) % (order - 1n)) + 1n;
}

/** A deterministic source: its i-th draw of 64 bytes is `SHA-512("medlattice/vector/" ‖ label ‖ u32be(i))`. */
export function vectorRandom(label: string): RandomBytes {
  let draw = 0;
  return (lengthBytes) =>
    sha512(concatBytes(utf8(`medlattice/vector/${label}`), u32be(draw++))).slice(0, lengthBytes);
}

/** An integer as 32 bytes of hex. */
export function word(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

/** How all vector files say where their values come from. */
export const SOURCE = {
  generator: "node sdk/vectors/generate.ts",
  scalars: 'scalar(label) = OS2IP(SHA-512("medlattice/vector/" || label)) mod (order - 1) + 1',
  draws:
    'the i-th random draw named label is SHA-512("medlattice/vector/" || label || u32be(i)); a scalar takes 64 bytes of it, modulo as above',
  ids: '32-byte ids are the first 32 bytes of SHA-512("medlattice/vector/" || label)',
};
