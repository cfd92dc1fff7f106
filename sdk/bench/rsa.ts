/**
 * What the record's keys replace: the content itself under RSA-2048, chunk by chunk, as systems.md F10 measures it. Padding: OAEP with
 * SHA-1, of all that both platforms offer the one with the largest chunks, which is in RSA's favour. On one processor, as ours.
 */
export const MODULUS_BITS = 2048;
const CHUNK_BYTES = MODULUS_BITS / 8 - 2 * 20 - 2;

export const RSA_BASELINE = `RSA-${MODULUS_BITS} in ${CHUNK_BYTES}-byte chunks (F10)`;

/** One key pair of a platform. */
export interface Rsa {
  encrypt(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>[]>;
  decrypt(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>[]>;
}

/** Milliseconds for the whole content. */
export interface RsaTimes {
  readonly encrypt: number;
  readonly decrypt: number;
}

/** Encrypts and decrypts all of it once: thousands of equal operations need no median. */
export async function measureRsa(content: Uint8Array<ArrayBuffer>, rsa: Rsa): Promise<RsaTimes> {
  const chunks = Array.from({ length: Math.ceil(content.length / CHUNK_BYTES) }, (_, index) =>
    content.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
  await rsa.decrypt(await rsa.encrypt(chunks.slice(0, 20)));
  const start = performance.now();
  const sealed = await rsa.encrypt(chunks);
  const between = performance.now();
  const opened = await rsa.decrypt(sealed);
  const end = performance.now();
  if (!isSame(opened, content)) throw new Error("RSA did not give back what it was given");
  return { encrypt: between - start, decrypt: end - between };
}

function isSame(chunks: readonly Uint8Array[], content: Uint8Array): boolean {
  let at = 0;
  const isEqual = chunks.every((chunk) => chunk.every((byte) => byte === content[at++]));
  return isEqual && at === content.length;
}
