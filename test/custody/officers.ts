import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSessionKey } from "@medlattice/sdk/client";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { folderCustody } from "@medlattice/sdk/node/custody";
import { createProfile, openProfile } from "@medlattice/sdk/node/profile";
import { createPerson, type CustodyOfficer } from "@medlattice/sdk/person";
import { medlattice } from "../../scripts/cli/testing/medlattice.ts";
import { chainIdOf, orgIdOfKey } from "../visibility/fixture.ts";

/** Managers of the hospital, by the key of their profile; the first is of the sample network. */
export const OFFICERS = ["manager", "ines-roth", "tariq-aziz"] as const;
export type OfficerKey = (typeof OFFICERS)[number];

const NEW = {
  "ines-roth": { name: "Ines Roth", value: "ML-1981-0303-001" },
  "tariq-aziz": { name: "Tariq Aziz", value: "ML-1977-0707-002" },
} as const;

/** Enrols two more managers of the hospital, with profiles beside those of the sample people. @param folder of the network's state */
export async function enrolManagers(folder: string): Promise<void> {
  const files = await mkdtemp(join(tmpdir(), "medlattice-managers-"));
  try {
    for (const [key, { name, value }] of Object.entries(NEW)) {
      await enrolManager(folder, { key, name, value, files });
    }
  } finally {
    await rm(files, { recursive: true, force: true });
  }
}

async function enrolManager(
  folder: string,
  { key, name, value, files }: { key: string; name: string; value: string; files: string },
): Promise<void> {
  await createProfile(
    join(folder, "people", key),
    {
      name,
      role: "Manager",
      organization: orgIdOfKey("hospital"),
      keyPlan: { receiveEpoch: 0, categories: [] },
    },
    null,
  );
  const [givenNames, familyName] = name.split(" ");
  const id = { system: "urn:example:national-register", value };
  const identity = join(files, `${key}.json`);
  await writeFile(
    identity,
    JSON.stringify({ kind: "person", givenNames, familyName, birthDate: "1980-01-01", id }),
  );
  const issuer = join(folder, "secrets", "hospital", "issuer");
  const command = ["enrol", "by-issuer", "--as", key, "--issuer-key", issuer, "--identity", identity];
  const outcome = await medlattice([...command, "--state", folder, "--json"]);
  if (outcome.exitCode !== 0) throw new Error(outcome.told);
}

/** An officer as a program of hers, with the folder of secrets of her profile. */
export async function officerOf(
  { network, folder }: { readonly network: NetworkDescription; readonly folder: string },
  key: OfficerKey,
  through?: typeof fetch,
): Promise<CustodyOfficer> {
  const own = join(folder, "people", key);
  const { master, profile, ...open } = await openProfile(own, async () => "");
  const person = createPerson({
    network,
    organization: profile.organization,
    master,
    keyPlan: profile.keyPlan,
    pseudonyms: open.pseudonyms(),
    newSessionKey: createSessionKey,
    ...(through === undefined ? {} : { fetch: through }),
  });
  return { person, chainId: chainIdOf("hospital"), store: folderCustody(join(own, "custody")) };
}
