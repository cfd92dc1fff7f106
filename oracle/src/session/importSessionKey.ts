import { type KeyObject, createHash, createPublicKey } from "node:crypto";
import { InvalidInputError } from "@medlattice/sdk/errors";

export interface ImportedSessionKey {
  readonly publicKey: KeyObject;
  /** base64url SHA-256 of the SPKI. */
  readonly keyId: string;
}

/**
 * Reads a session key from base64url SPKI. Only P-256 in its canonical encoding, so that one key has one id.
 * @throws InvalidInputError SESSION_KEY_MALFORMED
 */
export function importSessionKey(spki: string): ImportedSessionKey {
  const der = Buffer.from(spki, "base64url");
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  } catch (cause) {
    throw malformed(cause);
  }
  const curve = publicKey.asymmetricKeyDetails?.namedCurve;
  if (curve !== "prime256v1" || !publicKey.export({ format: "der", type: "spki" }).equals(der))
    throw malformed();
  return { publicKey, keyId: createHash("sha256").update(der).digest("base64url") };
}

function malformed(cause?: unknown): InvalidInputError {
  return new InvalidInputError("SESSION_KEY_MALFORMED", "The session key is no P-256 public key.", { cause });
}
