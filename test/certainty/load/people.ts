import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSessionKey } from "@medlattice/sdk/client";
import { initCrypto } from "@medlattice/sdk/crypto";
import { parseNetwork } from "@medlattice/sdk/network";
import { openProfile } from "@medlattice/sdk/node/profile";
import { createPerson, type Person } from "@medlattice/sdk/person";

/** The sample people, as clients of their own: only what a client has, profile and network description. */
export interface Clients {
  readonly patient: Person;
  readonly author: Person;
  readonly reader: Person;
  readonly manager: Person;
  readonly readerName: string;
}

export async function openClients(stateFolder: string): Promise<Clients> {
  await initCrypto();
  const network = parseNetwork(JSON.parse(await readFile(join(stateFolder, "network.json"), "utf8")));
  const open = async (key: string) => {
    const { profile, master, pseudonyms } = await openProfile(
      join(stateFolder, "people", key),
      async () => "",
    );
    const { organization, keyPlan, name } = profile;
    const person = createPerson({
      network,
      organization,
      master,
      keyPlan,
      pseudonyms: pseudonyms(),
      newSessionKey: createSessionKey,
    });
    return { person, name };
  };
  const reader = await open("doctor-platform");
  return {
    patient: (await open("patient")).person,
    author: (await open("doctor-hospital")).person,
    reader: reader.person,
    manager: (await open("manager")).person,
    readerName: reader.name,
  };
}
