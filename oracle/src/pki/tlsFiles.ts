import { createPublicKey } from "node:crypto";

/** File names in an oracle's TLS folder; whoever certifies it writes them, the oracle reads them. */
export const FILES = {
  /** The oracle's own certificate, then its intermediate's. */
  certificate: "certificate.pem",
  key: "key.pem",
  revocationLists: "revocations.pem",
  /** Only in an oracle's folder: the root, and the intermediates of all organisations. */
  roots: "roots.pem",
  intermediates: "intermediates.pem",
} as const;

/** Whether key and certificate of a folder belong together; a crash between the two writes leaves them apart. */
export function keyFits(
  keyPem: string,
  certificate: { readonly publicKey: { equals(other: unknown): boolean } },
): boolean {
  try {
    return certificate.publicKey.equals(createPublicKey(keyPem));
  } catch {
    return false;
  }
}
