import { InvalidInputError } from "@medlattice/sdk/errors";
import { consortiumOf } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";

/** Chains on which the person has a pseudonym, as the network lists them. */
export function chainIdsOf(person: Person): readonly number[] {
  return person.network.chains.map(({ chainId }) => chainId).filter((chainId) => isOn(person, chainId));
}

/** Private chains of institutions where the person is known. */
export function privateChainIdsOf(person: Person): readonly number[] {
  const consortium = consortiumOf(person.network).chainId;
  return chainIdsOf(person).filter((chainId) => chainId !== consortium);
}

/** The chain of the institution a doctor or manager works at. @throws InvalidInputError `NO_INSTITUTION` */
export function workplaceOf(person: Person): number {
  const own = person.network.organizations.find(({ orgId }) => orgId === person.organization);
  if (own?.privateChainId !== null && own?.privateChainId !== undefined && isOn(person, own.privateChainId))
    return own.privateChainId;
  throw new InvalidInputError("NO_INSTITUTION", "You work at no institution of this network.");
}

function isOn(person: Person, chainId: number): boolean {
  try {
    person.pseudonymOn(chainId);
    return true;
  } catch {
    return false;
  }
}
