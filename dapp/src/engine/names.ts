import type { Hex } from "@medlattice/sdk/codec";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { organizationById } from "@medlattice/sdk/network";
import { type Person, searchDirectory } from "@medlattice/sdk/person";
import type { Session } from "./session/session.ts";

/** What to call somebody, as far as the directory tells. */
export interface KnownName {
  readonly name: string;
  /** The organisation compared the name with the identity it verified. */
  readonly isVerified: boolean;
}

export interface Names {
  /** Null for who is not listed. */
  of(chainId: number, personId: Hex): Promise<KnownName | null>;
  /** The organisation the chain names for somebody. */
  organizationOf(chainId: number, personId: Hex): Promise<string | null>;
}

/** How long what a directory said is good enough for a list. */
const FRESH_MS = 60_000;

/** Names for pseudonyms, from the directory of each chain; one that does not answer costs only names. */
export function createNames(session: Session): Names {
  const lists = new Map<number, { readonly at: number; readonly names: Promise<Map<Hex, KnownName>> }>();
  const organizations = new Map<string, Promise<string | null>>();
  session.onLeave(() => {
    lists.clear();
    organizations.clear();
  });
  return {
    async of(chainId, personId) {
      const known = lists.get(chainId);
      const isFresh = known !== undefined && Date.now() - known.at < FRESH_MS;
      const names = isFresh ? known.names : load(session.person(), chainId);
      if (!isFresh) lists.set(chainId, { at: Date.now(), names });
      return (await names).get(personId) ?? null;
    },
    async organizationOf(chainId, personId) {
      const key = `${chainId} ${personId}`;
      const found = organizations.get(key) ?? organizationName(session.person(), chainId, personId);
      organizations.set(key, found);
      return await found;
    },
  };
}

async function load(person: Person, chainId: number): Promise<Map<Hex, KnownName>> {
  try {
    const listings = await searchDirectory(person, chainId);
    return new Map(
      listings.map(({ personId, name, isNameVerified }) => [personId, { name, isVerified: isNameVerified }]),
    );
  } catch (error) {
    if (error instanceof MedLatticeError) return new Map();
    throw error;
  }
}

async function organizationName(person: Person, chainId: number, personId: Hex): Promise<string | null> {
  try {
    const organization = await person.reader(chainId).organizationOf(personId);
    return organizationById(person.network, organization).name;
  } catch (error) {
    if (error instanceof MedLatticeError) return null;
    throw error;
  }
}
