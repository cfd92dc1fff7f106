import { AsnConvert } from "@peculiar/asn1-schema";
import { CRLNumber } from "@peculiar/asn1-x509";
import { normalSerial, x509 } from "@medlattice/oracle/pki";
import type { CertificateAuthority } from "./authority.ts";
import { SIGNATURE_ALGORITHM, validityOf } from "./profile.ts";
import { requireLiving } from "./requireLiving.ts";

export interface RevokedCertificate {
  /** Hexadecimal, lower case, without leading zeros. */
  readonly serialNumber: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

/** Why a certificate must not be believed any more (RFC 5280 §5.3.1): stolen key, organisation left, right withdrawn, replaced. */
const REVOCATION_REASONS = {
  "key-compromise": x509.X509CrlReason.keyCompromise,
  "cessation-of-operation": x509.X509CrlReason.cessationOfOperation,
  "privilege-withdrawn": x509.X509CrlReason.privilegeWithdrawn,
  superseded: x509.X509CrlReason.superseded,
} as const;

export type RevocationReason = keyof typeof REVOCATION_REASONS;

const CRL_NUMBER = "2.5.29.20";

/**
 * Signs the list of what an authority has revoked (CRL version 2, RFC 5280 §5). An empty list says as much: peers
 * believe nobody whose issuer's list they lack.
 *
 * @param number higher than that of any earlier list of this authority
 * @returns the list in PEM
 * @throws VerificationError PKI_ISSUER_EXPIRED
 */
export async function issueRevocationList({
  authority,
  revoked,
  number,
  now = new Date(),
}: {
  readonly authority: CertificateAuthority;
  readonly revoked: readonly RevokedCertificate[];
  readonly number: number;
  readonly now?: Date;
}): Promise<string> {
  const issuer = requireLiving(authority, now);
  const { notBefore, notAfter } = validityOf("revocationList", now, issuer.notAfter);
  const list = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName.toJSON(),
    thisUpdate: notBefore,
    nextUpdate: notAfter,
    signingKey: authority.key,
    signingAlgorithm: SIGNATURE_ALGORITHM,
    entries: revoked.map(({ serialNumber, revokedAt, reason }) => ({
      serialNumber,
      revocationDate: revokedAt,
      reason: REVOCATION_REASONS[reason],
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new x509.Extension(CRL_NUMBER, false, AsnConvert.serialize(new CRLNumber(number))),
    ],
  });
  // The library's own label, CRL, is not that of RFC 7468 §6, and OpenSSL does not know it.
  return `${x509.PemConverter.encode(list.rawData, "X509 CRL")}\n`;
}

/** What a list says, for the next one and for people. */
export function readRevocationList(pem: string): {
  readonly revoked: readonly RevokedCertificate[];
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
} {
  const list = new x509.X509Crl(pem);
  const extension = list.getExtension(CRL_NUMBER);
  return {
    revoked: list.entries.map(({ serialNumber, revocationDate, reason }) => ({
      serialNumber: normalSerial(serialNumber),
      revokedAt: revocationDate,
      reason: reasonOf(reason),
    })),
    number: extension === null ? 0 : AsnConvert.parse(extension.value, CRLNumber).value,
    thisUpdate: list.thisUpdate,
    nextUpdate: list.nextUpdate ?? list.thisUpdate,
  };
}

function reasonOf(code: x509.X509CrlReason | undefined): RevocationReason {
  if (code === x509.X509CrlReason.keyCompromise) return "key-compromise";
  if (code === x509.X509CrlReason.cessationOfOperation) return "cessation-of-operation";
  return code === x509.X509CrlReason.privilegeWithdrawn ? "privilege-withdrawn" : "superseded";
}
