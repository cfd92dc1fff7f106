import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { FILES } from "@medlattice/oracle/pki";
import { lockFolder, writeDurably } from "@medlattice/sdk/node";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type CertificateAuthority, keyFromPem, keyToPem } from "./authority.ts";

const READABLE_BY_OTHERS = 0o077;

/** Where everything of a PKI stands: `root/`, and for each organisation `<dnsName>/` with `oracle/` in it. */
export function pkiPaths(folder: string) {
  return {
    root: join(folder, "root"),
    intermediate: (dnsName: string): string => join(folder, dnsName),
    /** The folder an oracle is pointed to (`tlsOptions`). */
    oracle: (dnsName: string): string => join(folder, dnsName, "oracle"),
  };
}

/** Organisations with an intermediate in this folder: only DNS names have a dot. */
export function organizationsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.includes(".") && existsSync(join(folder, name, FILES.certificate)))
    .sort();
}

export function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/**
 * A private key's file.
 * @throws InvalidInputError KEY_FILE_MISSING | KEY_FILE_EXPOSED
 */
export function readKeyFile(path: string): string {
  if (!existsSync(path)) {
    throw new InvalidInputError("KEY_FILE_MISSING", "A key file is not there.", { facts: { path } });
  }
  const { mode } = statSync(path);
  if ((mode & READABLE_BY_OTHERS) === 0) return readFileSync(path, "utf8");
  throw new InvalidInputError("KEY_FILE_EXPOSED", "A key file may be read by other users of this machine.", {
    facts: { path, mode: (mode & 0o777).toString(8) },
    hints: [`Run: chmod 600 ${path}`],
  });
}

/**
 * An authority as it was written; undefined if it was not, or only its key was.
 * @throws InvalidInputError KEY_FILE_MISSING | KEY_FILE_EXPOSED | PKI_DAMAGED
 */
export async function readAuthority(folder: string): Promise<CertificateAuthority | undefined> {
  const certificate = readText(join(folder, FILES.certificate));
  if (certificate === undefined) return undefined;
  const pem = readKeyFile(join(folder, FILES.key));
  try {
    return { certificate, key: await keyFromPem(pem) };
  } catch {
    // The cause could quote the key.
    throw damaged(join(folder, FILES.key));
  }
}

/** Writes key first: a certificate without its key would be of no use, a key without its certificate is made anew. */
export async function writeAuthority(
  folder: string,
  { certificate, key }: CertificateAuthority,
): Promise<void> {
  await writeDurably(join(folder, FILES.key), await keyToPem(key));
  await writeDurably(join(folder, FILES.certificate), certificate);
}

export function damaged(path: string): InvalidInputError {
  return new InvalidInputError("PKI_DAMAGED", "A file of the certificates' folder is damaged.", {
    facts: { path },
    hints: ["Restore the file from a backup. Deleting it would forget what was revoked or certified."],
  });
}

/** Changes a PKI alone: two programs would sign two lists with one number. @throws UnavailableError FOLDER_IN_USE */
export async function withPkiLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = lockFolder(folder, "certificate authority");
  try {
    return await work();
  } finally {
    lock.release();
  }
}
