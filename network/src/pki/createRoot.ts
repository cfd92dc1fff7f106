import { x509 } from "@medlattice/oracle/pki";
import { type CertificateAuthority, generateKeys, sign } from "./authority.ts";
import { requireDnsName, validityOf } from "./profile.ts";

/**
 * Makes the root of the health authority (systems.md F1): self-signed, may certify intermediates only (path length 1).
 *
 * @throws InvalidInputError PKI_NAME_INVALID
 */
export async function createRoot({
  dnsName,
  now = new Date(),
}: {
  /** DNS name of the health authority. */
  readonly dnsName: string;
  readonly now?: Date;
}): Promise<CertificateAuthority> {
  requireDnsName(dnsName);
  const keys = await generateKeys();
  const subject = [{ O: [dnsName] }, { CN: [`MedLattice root of ${dnsName}`] }];
  const certificate = await sign({
    ...validityOf("root", now),
    subject,
    publicKey: keys.publicKey,
    issuer: { subject, publicKey: keys.publicKey, key: keys.privateKey },
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, key: keys.privateKey };
}
