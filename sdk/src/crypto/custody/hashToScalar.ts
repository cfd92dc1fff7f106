import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { modQ } from "../commitment/bn254.ts";
import { bytesToBigint } from "../primitives/bytes.ts";

/**
 * @internal `OS2IP(SHA-512(domain ‖ parts)) mod q`: 64 bytes, so that the bias is below 2^-250 (RFC 9591 §6 does the same for other
 * groups). Parts have a fixed length, but for the last.
 */
export function hashToScalar(domain: string, ...parts: readonly Uint8Array[]): bigint {
  return modQ(bytesToBigint(sha512(concatBytes(utf8(domain), ...parts))));
}
