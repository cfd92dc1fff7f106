import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { FILES, parseTrust, pemBlocks, verifyPeerChain } from "@medlattice/oracle/pki";
import { AUTHORITY, CLINIC, DAY_MS, HOSPITAL } from "./fixtures.ts";
import { pkiPaths } from "./folder.ts";
import { maintainPki, type PkiChange, type PkiOrganization } from "./maintainPki.ts";

export const ORGANIZATIONS: readonly PkiOrganization[] = [
  { dnsName: HOSPITAL },
  { dnsName: CLINIC },
  { dnsName: AUTHORITY },
  { dnsName: "insurer.example", hasOracle: false },
];
export const START = new Date("2026-11-20T12:00:00Z");
export const after = (days: number): Date => new Date(START.getTime() + days * DAY_MS);

export const maintain = (folder: string, days = 0): Promise<readonly PkiChange[]> =>
  maintainPki({ folder, authority: AUTHORITY, organizations: ORGANIZATIONS, now: after(days) });

export const named = (changes: readonly PkiChange[]): string[] =>
  changes.map(({ kind, dnsName, outcome }) => `${kind} ${dnsName} ${outcome}`);

export const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

/** Whether the oracle of one organisation believes that of another at a time, from nothing but their folders. */
export function believes(folder: string, who: string, whom: string, days: number): string {
  const paths = pkiPaths(folder);
  const own = paths.oracle(who);
  try {
    return verifyPeerChain({
      chain: pemBlocks(read(paths.oracle(whom), FILES.certificate)),
      trust: parseTrust({
        roots: read(own, FILES.roots),
        intermediates: read(own, FILES.intermediates),
        revocationLists: read(own, FILES.revocationLists),
      }),
      purpose: "client",
      organization: orgIdOf(whom),
      now: after(days),
    }).dnsName;
  } catch (error) {
    assert.ok(error instanceof MedLatticeError);
    return error.code;
  }
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  );
}

export const withCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof MedLatticeError && error.code === code;
