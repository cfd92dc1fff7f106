import { sha256 } from "@noble/hashes/sha2.js";
import { FR_ORDER } from "../bls/scalar.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { bytesToBigint } from "./bytes.ts";

/**
 * Fiat–Shamir challenge `SHA-256(domain ‖ parts) mod r`. Callers pass parts of fixed length, at most the last one
 * variable, so that the concatenation is unambiguous.
 */
export function challenge(domain: string, ...parts: readonly Uint8Array[]): bigint {
  return bytesToBigint(sha256(concatBytes(utf8(domain), ...parts))) % FR_ORDER;
}
