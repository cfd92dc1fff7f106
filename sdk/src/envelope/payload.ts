import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../codec/index.ts";

const NAME = "chacha20-poly1305";
const NONCE_BYTES = 16;
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** ChaCha20-Poly1305 (RFC 8439) without associated data; throws when the chunk is not authentic. */
export type ChunkCipher = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) => Uint8Array;

/** The payload ended within its nonce. */
export class PayloadCutError extends Error {}

/**
 * Opens the payload of an age v1 file (C2SP age, "Payload": STREAM over ChaCha20-Poly1305 in chunks of 64 KiB, the last one marked).
 * Of the library only the header is used here, because its payload passes two transform streams and knows no cipher but its own.
 * Nothing is handed out that was not authenticated; the generator's regular end says that the last chunk was there.
 *
 * @returns once the nonce was read
 * @throws PayloadCutError, at once | any error, from the generator: a chunk is not authentic, missing or too much
 */
export async function openPayload(
  fileKey: Uint8Array,
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  cipher: ChunkCipher = platformCipher(),
): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < NONCE_BYTES) {
    const next = await chunks.next();
    if (next.done === true) throw new PayloadCutError("the file ends within the nonce");
    head = concatBytes(head, next.value);
  }
  const key = hkdf(sha256, fileKey, head.subarray(0, NONCE_BYTES), utf8("payload"), 32);
  return openChunks(head.subarray(NONCE_BYTES), chunks, (nonce, sealed) => cipher(key, nonce, sealed));
}

async function* openChunks(
  first: Uint8Array,
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  open: (nonce: Uint8Array, sealed: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = new Uint8Array(SEALED_CHUNK_BYTES);
  let used = 0;
  let count = 0;
  const openBuffer = (isLast: boolean): Uint8Array =>
    open(chunkNonce(count++, isLast), buffer.subarray(0, used));
  for (let next = first; ;) {
    for (let taken = 0; taken < next.length;) {
      // A full buffer is only known not to be the last chunk once a byte follows.
      if (used === SEALED_CHUNK_BYTES) {
        yield openBuffer(false);
        used = 0;
      }
      const part = next.subarray(taken, taken + SEALED_CHUNK_BYTES - used);
      buffer.set(part, used);
      used += part.length;
      taken += part.length;
    }
    const result = await chunks.next();
    if (result.done === true) break;
    next = result.value;
  }
  const last = openBuffer(true);
  // Only an empty file has an empty last chunk.
  if (last.length === 0 && count > 1) throw new Error("the last chunk is empty");
  yield last;
}

/** 11 bytes of counter, big-endian, and the mark of the last chunk. */
function chunkNonce(count: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(3, BigInt(count));
  view.setUint8(11, isLast ? 1 : 0);
  return nonce;
}

/** As browsers have it. */
export const portableCipher: ChunkCipher = (key, nonce, sealed) =>
  chacha20poly1305(key, nonce).decrypt(sealed);

/** Node's own, eight times as quick, where it has one; no import, so that bundlers for browsers have nothing to resolve. */
export function platformCipher(): ChunkCipher {
  const node = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:crypto");
  if (node === undefined || !node.getCiphers().includes(NAME)) return portableCipher;
  return (key, nonce, sealed) => {
    if (sealed.length < TAG_BYTES) throw new Error("the chunk is shorter than its tag");
    const decipher = node.createDecipheriv(NAME, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plaintext = decipher.update(sealed.subarray(0, -TAG_BYTES));
    decipher.final();
    return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  };
}
