import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { writeDurably } from "@medlattice/sdk/node";
import { FILES, parseTrust } from "@medlattice/oracle/pki";
import type { CertificateAuthority } from "./authority.ts";
import { damaged, organizationsIn, pkiPaths, readText } from "./folder.ts";
import { issueRevocationList, readRevocationList, type RevokedCertificate } from "./issueRevocationList.ts";
import { isRenewalDue } from "./profile.ts";

type List = ReturnType<typeof readRevocationList>;

/** The list an authority last signed; undefined if it has signed none. @throws InvalidInputError PKI_DAMAGED */
export function currentList(folder: string): List | undefined {
  const path = join(folder, FILES.revocationLists);
  const pem = readText(path);
  if (pem === undefined) return undefined;
  try {
    return readRevocationList(pem);
  } catch {
    throw damaged(path);
  }
}

/**
 * Signs the authority's list anew if it is getting old, is that of an earlier key, or a certificate comes to it.
 * @returns whether it did
 */
export async function renewList(
  folder: string,
  authority: CertificateAuthority,
  { now, revoke }: { readonly now: Date; readonly revoke?: Omit<RevokedCertificate, "revokedAt"> },
): Promise<boolean> {
  const last = currentList(folder);
  // What an earlier key certified is void with that key's certificate, so its list is not carried on.
  const own = last !== undefined && isSignedBy(folder, authority) ? last : undefined;
  const isFresh =
    own !== undefined && !isRenewalDue({ notBefore: own.thisUpdate, notAfter: own.nextUpdate }, now);
  const known = own?.revoked ?? [];
  const isNew =
    revoke !== undefined && !known.some(({ serialNumber }) => serialNumber === revoke.serialNumber);
  if (isFresh && !isNew) return false;
  const revoked = isNew ? [...known, { ...revoke, revokedAt: now }] : known;
  const pem = await issueRevocationList({ authority, revoked, number: (last?.number ?? 0) + 1, now });
  await writeDurably(join(folder, FILES.revocationLists), pem);
  return true;
}

function isSignedBy(folder: string, { certificate }: CertificateAuthority): boolean {
  const revocationLists = readText(join(folder, FILES.revocationLists)) ?? "";
  const issuer = new X509Certificate(certificate);
  return parseTrust({ roots: "", revocationLists }).revocationLists.every((list) => list.isSignedBy(issuer));
}

/** Gives every oracle of the folder the root, all intermediates and all lists, where they changed. */
export async function distribute(folder: string): Promise<void> {
  const paths = pkiPaths(folder);
  const names = organizationsIn(folder);
  const collect = (folders: readonly string[], file: string): string =>
    folders.map((each) => readText(join(each, file)) ?? "").join("");
  const intermediates = names.map(paths.intermediate);
  const contents = {
    [FILES.roots]: collect([paths.root], FILES.certificate),
    [FILES.intermediates]: collect(intermediates, FILES.certificate),
    [FILES.revocationLists]: collect([paths.root, ...intermediates], FILES.revocationLists),
  };
  for (const dnsName of names) {
    const oracle = paths.oracle(dnsName);
    if (readText(join(oracle, FILES.certificate)) === undefined) continue;
    for (const [file, content] of Object.entries(contents)) {
      if (readText(join(oracle, file)) !== content) await writeDurably(join(oracle, file), content);
    }
  }
}
