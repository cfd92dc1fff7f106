import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

export interface HkdfParameters {
  readonly ikm: Uint8Array;
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
  /** At most 255 × 32. */
  readonly lengthBytes: number;
}

/** HKDF with SHA-256, extract and expand (RFC 5869). */
export function hkdfSha256({ ikm, salt, info, lengthBytes }: HkdfParameters): Uint8Array {
  return hkdf(sha256, ikm, salt, info, lengthBytes);
}
