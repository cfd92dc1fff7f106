import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { writeDurably } from "@medlattice/sdk/node";
import { describeCertificate, FILES, keyFits, LOOPBACK, normalSerial, x509 } from "@medlattice/oracle/pki";
import { type CertificateAuthority, keyToPem } from "./authority.ts";
import { createRoot } from "./createRoot.ts";
import { createSigningRequest } from "./createSigningRequest.ts";
import { pkiPaths, readAuthority, readKeyFile, readText, writeAuthority } from "./folder.ts";
import { issueIntermediate } from "./issueIntermediate.ts";
import { issueOracleCertificate } from "./issueOracleCertificate.ts";
import { isRenewalDue, type Validity } from "./profile.ts";
import { currentList } from "./revocations.ts";

/** What was done to a certificate. */
export type Outcome = "kept" | "issued" | "renewed" | "revoked";

/** Reads the root, or makes it the first time. It is never renewed silently: every oracle would have to be told. */
export async function ensureRoot(
  folder: string,
  dnsName: string,
  now: Date,
): Promise<{ root: CertificateAuthority; outcome: Outcome }> {
  const path = pkiPaths(folder).root;
  const known = await readAuthority(path);
  if (known !== undefined) return { root: known, outcome: "kept" };
  const root = await createRoot({ dnsName, now });
  await writeAuthority(path, root);
  return { root, outcome: "issued" };
}

export interface Ensure {
  readonly folder: string;
  readonly dnsName: string;
  readonly now: Date;
  /** Issue even if there is a certificate that holds, or one that was revoked. */
  readonly force?: boolean;
}

/**
 * Has an organisation's intermediate certified if it is not, or not for much longer. A renewal keeps the key, so that what
 * it certified and revoked still holds; `force` makes a new one. A revoked intermediate stays so.
 */
export async function ensureIntermediate(
  root: CertificateAuthority,
  { folder, dnsName, now, force = false }: Ensure,
): Promise<{ intermediate: CertificateAuthority; outcome: Outcome }> {
  const paths = pkiPaths(folder);
  const path = paths.intermediate(dnsName);
  const known = force ? undefined : await readAuthority(path);
  if (
    known === undefined ||
    !keyFits(readKeyFile(join(path, FILES.key)), new X509Certificate(known.certificate))
  ) {
    const { request, key } = await createSigningRequest({ dnsName });
    const intermediate = { certificate: await issueIntermediate({ root, dnsName, request, now }), key };
    await writeAuthority(path, intermediate);
    return { intermediate, outcome: "issued" };
  }
  const certificate = new X509Certificate(known.certificate);
  if (isRevoked(certificate, paths.root)) return { intermediate: known, outcome: "revoked" };
  if (!isRenewalDue(validity(certificate), now)) return { intermediate: known, outcome: "kept" };
  const { request } = await createSigningRequest({ dnsName, keys: await keysOf(known) });
  const intermediate = {
    certificate: await issueIntermediate({ root, dnsName, request, now }),
    key: known.key,
  };
  await writeDurably(join(path, FILES.certificate), intermediate.certificate);
  return { intermediate, outcome: "renewed" };
}

/** Has an oracle certified, with a new key each time, if its certificate does not fit any more. A revoked one stays so. */
export async function ensureOracle(
  intermediate: CertificateAuthority,
  { folder, dnsName, now, force = false, hosts }: Ensure & { readonly hosts?: readonly string[] | undefined },
): Promise<Outcome> {
  const paths = pkiPaths(folder);
  const path = paths.oracle(dnsName);
  const known = readText(join(path, FILES.certificate));
  if (known !== undefined && !force) {
    const certificate = new X509Certificate(known);
    if (isRevoked(certificate, paths.intermediate(dnsName))) return "revoked";
    const fits =
      keyFits(readKeyFile(join(path, FILES.key)), certificate) &&
      known.endsWith(intermediate.certificate) &&
      certificate.verify(new X509Certificate(intermediate.certificate).publicKey) &&
      hasHosts(certificate, dnsName, hosts);
    if (fits && !isRenewalDue(validity(certificate), now)) return "kept";
  }
  const { request, key } = await createSigningRequest({ dnsName });
  const chain = await issueOracleCertificate({
    intermediate,
    request,
    now,
    ...(hosts === undefined ? {} : { hosts }),
  });
  await writeDurably(join(path, FILES.key), await keyToPem(key));
  await writeDurably(join(path, FILES.certificate), chain);
  return known === undefined ? "issued" : "renewed";
}

export function isRevoked(certificate: X509Certificate, issuerFolder: string): boolean {
  const serialNumber = normalSerial(certificate.serialNumber);
  return currentList(issuerFolder)?.revoked.some((entry) => entry.serialNumber === serialNumber) ?? false;
}

export function validity({ validFromDate, validToDate }: X509Certificate): Validity {
  return { notBefore: validFromDate, notAfter: validToDate };
}

async function keysOf({ certificate, key }: CertificateAuthority): Promise<CryptoKeyPair> {
  return { privateKey: key, publicKey: await new x509.X509Certificate(certificate).publicKey.export() };
}

function hasHosts(
  certificate: X509Certificate,
  dnsName: string,
  hosts: readonly string[] | undefined,
): boolean {
  const { dns, ips } = describeCertificate(certificate).names;
  const wanted = new Set([dnsName, ...(hosts ?? [LOOPBACK.dns, ...LOOPBACK.ips])]);
  const present = new Set([...dns, ...ips]);
  return wanted.size === present.size && [...wanted].every((host) => present.has(host));
}
