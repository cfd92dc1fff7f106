import { keepKeyring, publishKeys } from "@medlattice/sdk/person";
import type { ActingPerson } from "./openPerson.ts";

/** What everybody does once after enrolling on a chain: others find the keys, and a lost device loses nothing (rule 3). */
export async function settleOn({ person, profile }: ActingPerson, chainId: number): Promise<void> {
  await publishKeys(person, chainId);
  await keepKeyring(person, chainId, profile.keyring);
}
