import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { FILES, normalSerial } from "@medlattice/oracle/pki";
import { pkiPaths, readAuthority, readText, withPkiLock } from "./folder.ts";
import { type RevocationReason } from "./issueRevocationList.ts";
import { requireDnsName } from "./profile.ts";
import { distribute, renewList } from "./revocations.ts";

export interface PkiTarget {
  readonly folder: string;
  readonly dnsName: string;
  /** The oracle's certificate, or the organisation's intermediate and with it everything it certified. */
  readonly kind: "oracle" | "intermediate";
  readonly now?: Date;
}

/**
 * Revokes an organisation's present certificate: its issuer's list says so from now on, and every oracle of the folder
 * gets the list. It takes effect where the list is read anew, and anyway when the certificate's short life ends.
 *
 * @returns the serial number that was revoked
 * @throws InvalidInputError PKI_NOT_FOUND | PKI_NAME_INVALID | PKI_DAMAGED | KEY_FILE_EXPOSED | KEY_FILE_MISSING
 * @throws UnavailableError FOLDER_IN_USE | DISK_FULL
 */
export async function revokeCertificate({
  folder,
  dnsName,
  kind,
  reason,
  now = new Date(),
}: PkiTarget & { readonly reason: RevocationReason }): Promise<string> {
  requireDnsName(dnsName);
  return withPkiLock(folder, async () => {
    const paths = pkiPaths(folder);
    const subject = kind === "oracle" ? paths.oracle(dnsName) : paths.intermediate(dnsName);
    const issuerFolder = kind === "oracle" ? paths.intermediate(dnsName) : paths.root;
    const certificate = readText(join(subject, FILES.certificate));
    const issuer = await readAuthority(issuerFolder);
    if (certificate === undefined || issuer === undefined) throw notFound(dnsName, kind);
    const serialNumber = normalSerial(new X509Certificate(certificate).serialNumber);
    await renewList(issuerFolder, issuer, { now, revoke: { serialNumber, reason } });
    await distribute(folder);
    return serialNumber;
  });
}

export function notFound(dnsName: string, kind: string): InvalidInputError {
  return new InvalidInputError(
    "PKI_NOT_FOUND",
    `There is no ${kind} certificate of this organisation here.`,
    {
      facts: { organization: dnsName },
      hints: ["Check the name, and that the folder is that of this network's certificates."],
    },
  );
}
