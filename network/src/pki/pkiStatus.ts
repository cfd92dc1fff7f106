import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { FILES, normalSerial } from "@medlattice/oracle/pki";
import { isRevoked, validity } from "./ensure.ts";
import { organizationsIn, pkiPaths, readText } from "./folder.ts";
import { type CertificateKind, isRenewalDue } from "./profile.ts";

export interface CertificateStatus {
  readonly kind: CertificateKind;
  /** Undefined for the root. */
  readonly dnsName: string | undefined;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly revoked: boolean;
  /** Whether less than a third of its life is left. */
  readonly renewalDue: boolean;
}

/** What is certified in a folder and until when; reads certificates and lists only, never a key. */
export function pkiStatus({
  folder,
  now = new Date(),
}: {
  readonly folder: string;
  readonly now?: Date;
}): CertificateStatus[] {
  const paths = pkiPaths(folder);
  const describe = (
    kind: CertificateKind,
    path: string,
    issuer: string,
    dnsName?: string,
  ): CertificateStatus[] => {
    const pem = readText(join(path, FILES.certificate));
    if (pem === undefined) return [];
    const certificate = new X509Certificate(pem);
    return [
      {
        kind,
        dnsName,
        serialNumber: normalSerial(certificate.serialNumber),
        ...validity(certificate),
        revoked: kind !== "root" && isRevoked(certificate, issuer),
        renewalDue: isRenewalDue(validity(certificate), now),
      },
    ];
  };
  const organizations = organizationsIn(folder).flatMap((dnsName) =>
    describe("intermediate", paths.intermediate(dnsName), paths.root, dnsName).concat(
      describe("oracle", paths.oracle(dnsName), paths.intermediate(dnsName), dnsName),
    ),
  );
  return [...describe("root", paths.root, paths.root), ...organizations];
}
