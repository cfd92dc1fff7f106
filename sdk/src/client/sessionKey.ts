import { fromBase64Url, toBase64Url } from "../codec/index.ts";
import { sessionKeyId } from "./signature/components.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** A P-256 key that signs the requests of one login; the private half stays inside WebCrypto. */
export interface SessionKey {
  /** base64url of SHA-256(SPKI), as in the login message. */
  readonly keyId: string;
  /** base64url of the SubjectPublicKeyInfo (DER). */
  readonly spki: string;
  /** r ‖ s, 64 bytes. */
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** PKCS #8, only for a key made with `extractable: true` (a command line that keeps a login between runs). */
  export(): Promise<Uint8Array>;
}

/** Makes a fresh session key. In a browser leave it non-extractable; it can then be kept in IndexedDB but never read. */
export async function createSessionKey(options: { extractable?: boolean } = {}): Promise<SessionKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, options.extractable ?? false, ["sign", "verify"]);
  return sessionKeyFrom(
    pair.privateKey,
    new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
  );
}

/** Restores a session key from the PKCS #8 bytes `export()` gave and its SPKI. */
export async function restoreSessionKey(pkcs8: Uint8Array, spki: string): Promise<SessionKey> {
  const copy = Uint8Array.from(pkcs8);
  const privateKey = await crypto.subtle.importKey("pkcs8", copy, ALGORITHM, true, ["sign"]);
  return sessionKeyFrom(privateKey, fromBase64Url(spki));
}

async function sessionKeyFrom(privateKey: CryptoKey, spki: Uint8Array): Promise<SessionKey> {
  return {
    keyId: await sessionKeyId(spki),
    spki: toBase64Url(spki),
    async sign(message) {
      return new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, message));
    },
    async export() {
      return new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
    },
  };
}
