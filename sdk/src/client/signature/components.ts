import { base64 } from "@scure/base";
import { toBase64Url } from "../../codec/index.ts";

/** The one signature label MedLattice sends; a server accepts any single label. */
export const SIGNATURE_LABEL = "medlattice";

/** RFC 9421 §3.3.4: ECDSA over P-256 with SHA-256, r ‖ s of 32 bytes each. */
export const SIGNATURE_ALGORITHM = "ecdsa-p256-sha256";

/** How far a request's `created` may lie from the server's clock. */
export const CREATED_WINDOW_SECONDS = 60;

/** What a request signature covers, in this order; the digest only when there is a body. */
export const COVERED_WITH_BODY = ["@method", "@target-uri", "content-digest"] as const;
export const COVERED_WITHOUT_BODY = ["@method", "@target-uri"] as const;

export interface SignatureParameters {
  readonly createdSeconds: number;
  readonly nonce: string;
  readonly keyId: string;
}

/**
 * Serialises the inner list with its parameters (RFC 8941 §4.1.1), e.g.
 * `("@method" "@target-uri");created=1;nonce="n";keyid="k";alg="ecdsa-p256-sha256"`.
 */
export function signatureParametersLine(withBody: boolean, parameters: SignatureParameters): string {
  const covered = withBody ? COVERED_WITH_BODY : COVERED_WITHOUT_BODY;
  const list = covered.map((name) => `"${name}"`).join(" ");
  return (
    `(${list});created=${parameters.createdSeconds};nonce="${parameters.nonce}"` +
    `;keyid="${parameters.keyId}";alg="${SIGNATURE_ALGORITHM}"`
  );
}

/** RFC 9530 `Content-Digest` of a SHA-256 value (32 bytes). */
export function contentDigestHeader(sha256: Uint8Array): string {
  return `sha-256=:${base64.encode(sha256)}:`;
}

/** RFC 9421 §4.2: the signature as a byte sequence under its label. */
export function signatureHeader(signature: Uint8Array): string {
  return `${SIGNATURE_LABEL}=:${base64.encode(signature)}:`;
}

/** `keyid` of a session key: base64url (no padding) of the SHA-256 of its SPKI. */
export async function sessionKeyId(spki: Uint8Array): Promise<string> {
  const copy = Uint8Array.from(spki);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", copy)));
}
