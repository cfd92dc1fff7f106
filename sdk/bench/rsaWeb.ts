import { MODULUS_BITS, type Rsa } from "./rsa.ts";

/** Handed over at once, so that the way there and back does not count. */
const IN_FLIGHT = 64;

/** RSA as browsers have it: Chromium's runs on one thread beside the page. */
export async function webRsa(): Promise<Rsa> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: "RSA-OAEP", modulusLength: MODULUS_BITS, publicExponent, hash: "SHA-1" };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  const { name } = algorithm;
  return {
    encrypt: (chunks) => inTurns(chunks, (chunk) => crypto.subtle.encrypt(name, publicKey, chunk)),
    decrypt: (chunks) => inTurns(chunks, (chunk) => crypto.subtle.decrypt(name, privateKey, chunk)),
  };
}

async function inTurns(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  work: (chunk: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const results: ArrayBuffer[] = [];
  for (let from = 0; from < chunks.length; from += IN_FLIGHT)
    results.push(...(await Promise.all(chunks.slice(from, from + IN_FLIGHT).map(work))));
  return results.map((result) => new Uint8Array(result));
}
