import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { type Profile, readProfile } from "@medlattice/sdk/node/profile";

/** What the demo wallet gets of a sample person. */
export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly role: Profile["role"];
  readonly organizationName: string;
  readonly phrase: string;
  readonly addressIndices: readonly number[];
}

/** Patient, doctors, manager, others: whom one wants to try first. */
const ORDER: readonly Profile["role"][] = ["Patient", "Doctor", "Manager", "Staff"];

/** The sample people of a network for trying out: those whose wallets are not protected. Read anew each time, as people join. */
export async function readDemoPeople(
  folder: string,
  { organizations }: NetworkDescription,
): Promise<readonly DemoPerson[]> {
  if (!existsSync(folder)) return [];
  const keys = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const people = await Promise.all(
    keys.map(async ({ name: key }): Promise<DemoPerson | null> => {
      const wallet = join(folder, key, "wallet");
      if (!existsSync(wallet) || !existsSync(join(folder, key, "profile.json"))) return null;
      const { name, role, organization, keyAddressIndex, pseudonyms } = await readProfile(join(folder, key));
      const phrase = (await readFile(wallet, "utf8")).trim();
      const organizationName = organizations.find(({ orgId }) => orgId === organization)?.name ?? "";
      const addressIndices = [keyAddressIndex, ...pseudonyms.map(({ addressIndex }) => addressIndex)];
      return { key, name, role, organizationName, phrase, addressIndices };
    }),
  );
  return people
    .filter((person) => person !== null)
    .toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || a.key.localeCompare(b.key));
}
