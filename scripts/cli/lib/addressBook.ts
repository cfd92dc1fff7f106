import type { Hex } from "@medlattice/sdk/codec";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { KnownProfile } from "./profiles.ts";
import { organizationName } from "./network.ts";
import { shortId } from "./text.ts";

/** Names for the ids that chains and oracles speak of. Only what this machine knows; nothing is asked of anybody. */
export interface AddressBook {
  /** A person by name, else by a shortened id. */
  person(personId: Hex): string;
  organization(orgId: Hex): string;
  chain(chainId: number): string;
  /** Remembers a name for the rest of the command, as the directory tells it. */
  learn(personId: Hex, name: string): void;
}

export function createAddressBook(
  network: NetworkDescription,
  profiles: readonly KnownProfile[],
  self: KnownProfile,
): AddressBook {
  const people = new Map<Hex, string>();
  for (const { profile } of [...profiles, self]) {
    for (const { personId } of profile.pseudonyms) people.set(personId, profile.name);
  }
  return {
    person: (personId) => people.get(personId) ?? shortId(personId),
    organization: (orgId) => organizationName(network, orgId) ?? shortId(orgId),
    chain: (chainId) => network.chains.find((chain) => chain.chainId === chainId)?.name ?? String(chainId),
    learn: (personId, name) => {
      if (!people.has(personId)) people.set(personId, name);
    },
  };
}
