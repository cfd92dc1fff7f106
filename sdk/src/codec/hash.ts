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

/** A digest whose result may come from beside the program. */
export interface StreamDigest extends Omit<Digest, "digest"> {
  /** SHA-256 of all bytes; call once. */
  digest(): Promise<Uint8Array>;
}

/** Held back for the platform's own hash, which takes a whole message only; what is longer is hashed as it comes. */
const HELD_BACK_BYTES = 16 << 20;

/** Like `createDigest`; in browsers a file of ordinary size is hashed by WebCrypto at its end, many times as quick. */
export function createStreamDigest(): StreamDigest {
  const node = nodeCrypto();
  if (node === undefined) return createHeldBackDigest();
  const digest = counting(node.createHash("sha256"));
  return {
    update: (chunk) => digest.update(chunk),
    get sizeBytes() {
      return digest.sizeBytes;
    },
    digest: async () => digest.digest(),
  };
}

/** The same without Node. @param heldBackBytes keeps references to chunks up to so many bytes: they must not be changed. */
export function createHeldBackDigest(heldBackBytes = HELD_BACK_BYTES): StreamDigest {
  const state = nobleSha256.create();
  let held: Uint8Array[] | null = [];
  let sizeBytes = 0;
  return {
    update(chunk) {
      sizeBytes += chunk.length;
      held?.push(chunk);
      if (held === null) state.update(chunk);
      else if (sizeBytes > heldBackBytes) {
        for (const each of held) state.update(each);
        held = null;
      }
    },
    get sizeBytes() {
      return sizeBytes;
    },
    async digest() {
      if (held === null) return state.digest();
      const whole = new Uint8Array(sizeBytes);
      let offset = 0;
      for (const each of held) {
        whole.set(each, offset);
        offset += each.length;
      }
      return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
    },
  };
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
