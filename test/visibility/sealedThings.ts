import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HeldDeal, heldDealSchema } from "@medlattice/sdk/consent";
import type { RealIdentity } from "@medlattice/sdk/enrolment";
import { createVault } from "../../oracle/src/deals/createVault.ts";
import { createIdentityVault } from "../../oracle/src/enrolment/identityVault.ts";
import { type Row, rowsBelow } from "./places.ts";

/** The databases of an organisation's oracle, below a state folder. */
export function tableOf(folder: string, key: string, table: string): readonly Row[] {
  return rowsBelow(join(folder, "oracles", key)).filter((row) => row.table.endsWith(` ${table}`));
}

/** What an organisation can open of what it was dealt, with its own storage key. */
export async function dealsOf(folder: string, key: string): Promise<readonly HeldDeal[]> {
  const vault = await createVault([storageKey(folder, key)]);
  const sealed = tableOf(folder, key, "deals").map(({ values }) => bytesOf(values["sealed"]));
  return await Promise.all(sealed.map((bytes) => vault.open(bytes, heldDealSchema)));
}

export interface KnownIdentity {
  readonly chainId: unknown;
  readonly personId: unknown;
  readonly identity: RealIdentity;
}

/** Whose real identity an organisation can open, and under which pseudonym, with the storage key of one. */
export async function identitiesOf(
  folder: string,
  key: string,
  opener = key,
): Promise<readonly KnownIdentity[]> {
  const vault = await createIdentityVault([storageKey(folder, opener)]);
  return await Promise.all(
    tableOf(folder, key, "enrolments").map(async ({ values }) => ({
      chainId: values["chain_id"],
      personId: values["person_id"],
      identity: await vault.open(bytesOf(values["sealed"])),
    })),
  );
}

function storageKey(folder: string, key: string): string {
  return readFileSync(join(folder, "secrets", key, "storage"), "utf8").trim();
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError("nothing sealed there");
}
