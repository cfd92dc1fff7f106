import { x509 } from "@medlattice/oracle/pki";
import { KEY_ALGORITHM, SIGNATURE_ALGORITHM } from "./profile.ts";

/** A key that certifies others, with its own certificate. */
export interface CertificateAuthority {
  /** PEM. */
  readonly certificate: string;
  readonly key: CryptoKey;
}

/** Makes a P-256 key pair. The private key can be exported once, to be written to its file. */
export function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, true, ["sign", "verify"]);
}

/** A private key as PKCS #8 in PEM. Goes into a file of mode 0600 and nowhere else. */
export async function keyToPem(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

/** Reads what {@link keyToPem} wrote; the key cannot be exported again. */
export function keyFromPem(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(pem), KEY_ALGORITHM, false, ["sign"]);
}

/** PEM with a newline at its end, so that files can be put one behind the other. */
export function toPem(object: { toString(format: "pem"): string }): string {
  return `${object.toString("pem").trim()}\n`;
}

/** What every certificate of this PKI is made with. */
export async function sign(
  params: Pick<x509.X509CertificateCreateParamsBase, "notBefore" | "notAfter" | "extensions"> & {
    readonly subject: x509.JsonName;
    readonly publicKey: x509.PublicKeyType;
    readonly issuer: {
      readonly subject: x509.JsonName;
      readonly publicKey: x509.PublicKeyType;
      readonly key: CryptoKey;
    };
  },
): Promise<string> {
  const { subject, publicKey, issuer, extensions = [], ...validity } = params;
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    subject,
    issuer: issuer.subject,
    publicKey,
    signingKey: issuer.key,
    signingAlgorithm: SIGNATURE_ALGORITHM,
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return toPem(certificate);
}
