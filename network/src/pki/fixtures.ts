import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { x509 } from "@medlattice/oracle/pki";
import { type CertificateAuthority, keyToPem, sign } from "./authority.ts";
import { createRoot } from "./createRoot.ts";
import { createSigningRequest, keyOfRequest } from "./createSigningRequest.ts";
import { issueIntermediate } from "./issueIntermediate.ts";
import { issueOracleCertificate } from "./issueOracleCertificate.ts";
import { issueRevocationList } from "./issueRevocationList.ts";
import { validityOf } from "./profile.ts";

export const AUTHORITY = "authority.example";
export const HOSPITAL = "hospital.example";
export const CLINIC = "clinic.example";

export const DAY_MS = 86_400_000;
export const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

/** A folder that is gone when the test is. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-pki-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What an oracle would hold: its chain and key in PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
}

export interface Hierarchy {
  readonly root: CertificateAuthority;
  readonly intermediate: CertificateAuthority;
  /** Lists of root and intermediate, in PEM. */
  readonly lists: readonly string[];
}

/** Root, intermediate and their lists for one organisation. */
export async function hierarchy(dnsName = HOSPITAL, root?: CertificateAuthority): Promise<Hierarchy> {
  // Old enough that an oracle's certificate may already have expired under it.
  const now = inDays(-90);
  const top = root ?? (await createRoot({ dnsName: AUTHORITY, now }));
  const { request, key } = await createSigningRequest({ dnsName });
  const intermediate = { certificate: await issueIntermediate({ root: top, dnsName, request, now }), key };
  return { root: top, intermediate, lists: await listsOf(top, intermediate) };
}

export async function listsOf(
  root: CertificateAuthority,
  intermediate: CertificateAuthority,
  options: { revokedByRoot?: string; revokedByIntermediate?: string; now?: Date } = {},
): Promise<readonly string[]> {
  const { now = new Date() } = options;
  const list = (authority: CertificateAuthority, serialNumber: string | undefined): Promise<string> =>
    issueRevocationList({
      authority,
      number: 1,
      now,
      revoked: serialNumber === undefined ? [] : [{ serialNumber, revokedAt: now, reason: "key-compromise" }],
    });
  return [await list(root, options.revokedByRoot), await list(intermediate, options.revokedByIntermediate)];
}

/** An oracle's certificate as this PKI issues it. */
export async function oracle(
  intermediate: CertificateAuthority,
  options: { now?: Date; hosts?: string[] } = {},
): Promise<Credential> {
  const { request, key } = await createSigningRequest({ dnsName: HOSPITAL });
  return {
    cert: await issueOracleCertificate({ intermediate, request, ...options }),
    key: await keyToPem(key),
  };
}

export interface Forgery {
  readonly dns?: readonly string[];
  readonly ips?: readonly string[];
  readonly uris?: readonly string[];
  readonly purposes?: readonly string[];
  readonly usages?: x509.KeyUsageFlags;
  readonly isAuthority?: boolean;
  readonly extra?: readonly x509.Extension[];
}

/** A certificate that an authority's key signed, whatever is in it: what this PKI would never issue. */
export async function forged(
  issuer: CertificateAuthority,
  forgery: Forgery,
): Promise<Credential & { authority: CertificateAuthority }> {
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  const {
    dns = [],
    ips = [],
    uris = [],
    purposes = [serverAuth, clientAuth],
    isAuthority = false,
    extra = [],
  } = forgery;
  const parsed = new x509.X509Certificate(issuer.certificate);
  const { request, key } = await createSigningRequest({ dnsName: HOSPITAL });
  const names = [
    ...dns.map((value) => ({ type: "dns", value }) as const),
    ...ips.map((value) => ({ type: "ip", value }) as const),
    ...uris.map((value) => ({ type: "url", value }) as const),
  ];
  const certificate = await sign({
    ...validityOf("oracle", new Date()),
    subject: [{ CN: ["forged"] }],
    publicKey: await keyOfRequest(request),
    issuer: { subject: parsed.subjectName.toJSON(), publicKey: parsed.publicKey, key: issuer.key },
    extensions: [
      new x509.BasicConstraintsExtension(isAuthority, undefined, true),
      new x509.KeyUsagesExtension(forgery.usages ?? x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([...purposes]),
      new x509.SubjectAlternativeNameExtension(names),
      ...extra,
    ],
  });
  return {
    cert: certificate + issuer.certificate,
    key: await keyToPem(key),
    authority: { certificate, key },
  };
}
