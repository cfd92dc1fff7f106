import { fromBase64Url, toBase64Url } from "../../../codec/index.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** The key of a capture station (P10). Monitors have none: a record says "captured by the station from the instrument". */
export interface CaptureKey {
  /** To be kept in IndexedDB; the private half never leaves WebCrypto. */
  readonly pair: CryptoKeyPair;
  /** base64url of the SubjectPublicKeyInfo (DER): what is enrolled. */
  readonly spki: string;
  /** @returns r ‖ s, 64 bytes */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Makes a station's key; it cannot be exported. */
export async function createCaptureKey(): Promise<CaptureKey> {
  return captureKeyOf(await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]));
}

/** The key of a pair that was kept. */
export async function captureKeyOf(pair: CryptoKeyPair): Promise<CaptureKey> {
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return {
    pair,
    spki: toBase64Url(spki),
    async sign(message) {
      return new Uint8Array(await crypto.subtle.sign(SIGNING, pair.privateKey, Uint8Array.from(message)));
    },
  };
}

/** Reads the public half once for many signatures. Bytes that are no P-256 key verify nothing. */
export async function captureVerifier(
  spki: string,
): Promise<(message: Uint8Array, signature: Uint8Array) => Promise<boolean>> {
  const key = await importKey(spki);
  return async (message, signature) =>
    key !== undefined &&
    (await crypto.subtle.verify(SIGNING, key, Uint8Array.from(signature), Uint8Array.from(message)));
}

async function importKey(spki: string): Promise<CryptoKey | undefined> {
  try {
    const bytes = Uint8Array.from(fromBase64Url(spki));
    return await crypto.subtle.importKey("spki", bytes, ALGORITHM, true, ["verify"]);
  } catch {
    return undefined;
  }
}
