import { ROLE } from "@medlattice/sdk/identity";
import { chainById, type NetworkDescription, organizationById } from "@medlattice/sdk/network";
import type { FoundPseudonym } from "@medlattice/sdk/person";
import type { Hex } from "viem";

export type RoleName = "Patient" | "Doctor" | "Manager" | "Staff";

const ROLE_NAMES: ReadonlyMap<number, RoleName> = new Map([
  [ROLE.patient, "Patient"],
  [ROLE.doctor, "Doctor"],
  [ROLE.manager, "Manager"],
  [ROLE.staff, "Staff"],
]);

/** One of a person's pseudonyms, for a page. */
export interface IdentityChain {
  readonly chainId: number;
  readonly kind: "private" | "consortium" | "public";
  readonly personId: Hex;
  readonly account: Hex;
  readonly organization: Hex;
  readonly organizationName: string;
  /** False when the credential is suspended, revoked or over. */
  readonly isActive: boolean;
  /** Unix seconds. */
  readonly notAfter: number;
}

/** As whom the accounts of a wallet may sign in. */
export interface Identity {
  /** The pseudonym at home; names the identity in lists. */
  readonly key: Hex;
  readonly role: RoleName;
  /** Of the institution; of a patient known to several, of the first. */
  readonly organization: Hex;
  readonly organizationName: string;
  /** The home first. Which of several on another chain is hers shows when the keys are unlocked. */
  readonly chains: readonly IdentityChain[];
  /** How often the wallet will ask: the keys, and a login for each chain. */
  readonly signatures: number;
}

/**
 * Puts the pseudonyms of a wallet's accounts together to people: one for each pseudonym on a private chain, with those of the same role
 * elsewhere; one for each pseudonym of a role that is on no private chain. Active ones first.
 */
export function identitiesOf(
  network: NetworkDescription,
  found: readonly FoundPseudonym[],
): readonly Identity[] {
  const byRole = Map.groupBy(found, ({ role }) => ROLE_NAMES.get(role));
  const identities = [...byRole].flatMap(([role, pseudonyms]) => {
    if (role === undefined) return [];
    const chains = pseudonyms.map((pseudonym) => chainOf(network, pseudonym));
    const homes = homesOf(chains);
    return homes.map((home) => identityOf(role, home, chains));
  });
  return identities.toSorted((a, b) => Number(isActive(b)) - Number(isActive(a)));
}

/** Somebody known to two institutions is one person, at home at the first; two pseudonyms on one chain are two people. */
function homesOf(chains: readonly IdentityChain[]): readonly IdentityChain[] {
  const onPrivate = chains.filter(({ kind }) => kind === "private");
  const [first] = onPrivate;
  if (first === undefined) return chains;
  return onPrivate.filter(({ chainId }) => chainId === first.chainId);
}

function identityOf(role: RoleName, home: IdentityChain, all: readonly IdentityChain[]): Identity {
  const others = all.filter(({ chainId }) => chainId !== home.chainId);
  const chains = [home, ...others];
  const { personId, organization, organizationName } = home;
  const signatures = 1 + new Set(chains.map(({ chainId }) => chainId)).size;
  return { key: personId, role, organization, organizationName, chains, signatures };
}

function chainOf(network: NetworkDescription, found: FoundPseudonym): IdentityChain {
  const { chainId, personId, account, organization, isActive: active, notAfter } = found;
  const { kind } = chainById(network, chainId);
  const organizationName = organizationById(network, organization).name;
  return { chainId, kind, personId, account, organization, organizationName, isActive: active, notAfter };
}

function isActive({ chains: [home] }: Identity): boolean {
  return home?.isActive ?? false;
}
