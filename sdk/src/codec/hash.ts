import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

/** SHA-256 (FIPS 180-4), 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** Keccak-256 as the EVM has it, 32 bytes. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes);
}

/** HMAC-SHA256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(nobleSha256, key, message);
}

/** What `createDigest` counts and hashes. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** Bytes seen so far. */
  readonly sizeBytes: number;
  /** SHA-256 of all bytes; call once. */
  digest(): Uint8Array;
}

/** What a hash implementation has to offer; Node's and noble's both do. */
interface HashState {
  update(chunk: Uint8Array): unknown;
  digest(): Uint8Array;
}

/**
 * Incremental SHA-256 with a byte count, for files that do not fit in memory. Where the platform brings Node's own hash
 * it is used, ten times as quick; the result is the same (a test compares them).
 */
export function createDigest(): Digest {
  return counting(nodeCrypto()?.createHash("sha256") ?? nobleSha256.create());
}

/** The same without Node, as browsers have it. */
export function createPortableDigest(): Digest {
  return counting(nobleSha256.create());
}

function counting(state: HashState): Digest {
  let sizeBytes = 0;
  return {
    update(chunk) {
      state.update(chunk);
      sizeBytes += chunk.length;
    },
    get sizeBytes() {
      return sizeBytes;
    },
    digest: () => new Uint8Array(state.digest()),
  };
}

/** Node's crypto when the program runs in Node; no import, so that bundlers for browsers have nothing to resolve. */
function nodeCrypto(): { createHash(name: "sha256"): HashState } | undefined {
  return typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:crypto");
}
