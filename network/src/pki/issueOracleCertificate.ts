import { InvalidInputError } from "@medlattice/sdk/errors";
import { LOOPBACK, permittedDnsNames, x509 } from "@medlattice/oracle/pki";
import { type CertificateAuthority, sign } from "./authority.ts";
import { keyOfRequest } from "./createSigningRequest.ts";
import { oracleNames } from "./names.ts";
import { validityOf } from "./profile.ts";
import { requireLiving } from "./requireLiving.ts";

/**
 * An organisation's intermediate certifies its oracle, as server and as client, for a short time.
 *
 * @returns the certificate and the intermediate's behind it, PEM: what the oracle shows to others
 * @throws InvalidInputError PKI_REQUEST_INVALID | PKI_HOST_FOREIGN | PKI_ISSUER_WRONG
 * @throws VerificationError PKI_ISSUER_EXPIRED
 */
export async function issueOracleCertificate({
  intermediate,
  request,
  hosts = [LOOPBACK.dns, ...LOOPBACK.ips],
  now = new Date(),
}: {
  readonly intermediate: CertificateAuthority;
  /** PKCS #10 of the oracle's key, PEM. */
  readonly request: string;
  /** Where the oracle is reached, besides its organisation's DNS name. */
  readonly hosts?: readonly string[];
  readonly now?: Date;
}): Promise<string> {
  const issuer = requireLiving(intermediate, now);
  const dnsName = permittedDnsNames(issuer).find((name) => name !== LOOPBACK.dns);
  if (dnsName === undefined) {
    throw new InvalidInputError(
      "PKI_ISSUER_WRONG",
      "Only an organisation's intermediate certifies oracles.",
      {
        hints: ["Have the health authority certify an intermediate first."],
      },
    );
  }
  const { digitalSignature } = x509.KeyUsageFlags;
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  const certificate = await sign({
    ...validityOf("oracle", now, issuer.notAfter),
    subject: [{ O: [dnsName] }, { CN: [dnsName] }],
    publicKey: await keyOfRequest(request),
    issuer: { subject: issuer.subjectName.toJSON(), publicKey: issuer.publicKey, key: intermediate.key },
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
      oracleNames(dnsName, hosts),
    ],
  });
  return certificate + intermediate.certificate;
}
