import { x509 } from "@medlattice/oracle/pki";
import { type CertificateAuthority, sign } from "./authority.ts";
import { keyOfRequest } from "./createSigningRequest.ts";
import { intermediateNames, nameConstraints } from "./names.ts";
import { requireDnsName, validityOf } from "./profile.ts";
import { requireLiving } from "./requireLiving.ts";

/**
 * The root certifies an organisation's intermediate (systems.md F1): it may certify oracles (path length 0), and only
 * under the organisation's own DNS name and on the same machine (name constraints, RFC 5280 §4.2.1.10).
 *
 * @returns the certificate in PEM
 * @throws InvalidInputError PKI_NAME_INVALID | PKI_REQUEST_INVALID
 * @throws VerificationError PKI_ISSUER_EXPIRED
 */
export async function issueIntermediate({
  root,
  dnsName,
  request,
  now = new Date(),
}: {
  readonly root: CertificateAuthority;
  readonly dnsName: string;
  /** PKCS #10 of the organisation's certification key, PEM. */
  readonly request: string;
  readonly now?: Date;
}): Promise<string> {
  requireDnsName(dnsName);
  const issuer = requireLiving(root, now);
  return sign({
    ...validityOf("intermediate", now, issuer.notAfter),
    subject: [{ O: [dnsName] }, { CN: [`MedLattice intermediate of ${dnsName}`] }],
    publicKey: await keyOfRequest(request),
    issuer: { subject: issuer.subjectName.toJSON(), publicKey: issuer.publicKey, key: root.key },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      nameConstraints(dnsName),
      intermediateNames(dnsName),
    ],
  });
}
