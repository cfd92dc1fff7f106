import { MedLatticeError } from "@medlattice/sdk/errors";
import { searchDirectory } from "@medlattice/sdk/person";
import { enrolledChains } from "./enrolledChains.ts";
import type { ActingPerson } from "./openPerson.ts";

/**
 * Lets the address book know the doctors who are listed, so that a list shows names instead of pseudonyms. A name that the
 * organisation has not compared with the identity it verified is marked; a directory that does not answer costs only names.
 */
export async function learnNames(acting: ActingPerson): Promise<void> {
  const chainIds = await enrolledChains(acting);
  await Promise.all(chainIds.map((chainId) => learnFrom(acting, chainId)));
}

async function learnFrom({ person, names }: ActingPerson, chainId: number): Promise<void> {
  try {
    for (const { personId, name, isNameVerified } of await searchDirectory(person, chainId)) {
      names.learn(personId, isNameVerified ? name : `${name} (as told)`);
    }
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
  }
}
