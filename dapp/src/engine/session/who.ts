import { consortiumOf, type NetworkDescription, organizationById } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import type { Hex } from "viem";
import type { RoleName } from "./identities.ts";

/** Who is signed in, for a page. */
export interface Who {
  readonly role: RoleName;
  readonly organization: Hex;
  readonly organizationName: string;
  /** Home first. */
  readonly chains: readonly WhoChain[];
  /** Whether the person can share with other institutions. */
  readonly isOnConsortium: boolean;
}

export interface WhoChain {
  readonly chainId: number;
  readonly kind: "private" | "consortium" | "public";
  readonly personId: Hex;
  readonly account: Hex;
}

export function whoIs(person: Person, role: RoleName): Who {
  const { network, organization, pseudonyms } = person;
  const consortium = consortiumOf(network).chainId;
  return {
    role,
    organization,
    organizationName: organizationById(network, organization).name,
    chains: pseudonyms.map(({ chainId, personId, signer }) => ({
      chainId,
      kind: kindOf(network, chainId),
      personId,
      account: signer.address,
    })),
    isOnConsortium: pseudonyms.some(({ chainId }) => chainId === consortium),
  };
}

function kindOf(network: NetworkDescription, chainId: number): WhoChain["kind"] {
  return network.chains.find((chain) => chain.chainId === chainId)?.kind ?? "private";
}
