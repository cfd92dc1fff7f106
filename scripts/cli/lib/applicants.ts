import type { Hex } from "@medlattice/sdk/codec";
import { initCrypto } from "@medlattice/sdk/crypto";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { newPersonId, ROLE } from "@medlattice/sdk/identity";
import {
  chainById,
  consortiumOf,
  type NetworkDescription,
  type OrganizationDescription,
} from "@medlattice/sdk/network";
import { addPseudonym, type OpenProfile, type Profile } from "@medlattice/sdk/node/profile";
import type { Applicant } from "@medlattice/sdk/person";
import type { Cli } from "./command.ts";
import { findChain, findOrganization, loadNetwork } from "./network.ts";
import { openNamedProfile } from "./openPerson.ts";
import type { KnownProfile } from "./profiles.ts";

export const ROLES: Readonly<
  Record<Profile["role"], (typeof ROLE)["patient" | "doctor" | "manager" | "staff"]>
> = {
  Patient: ROLE.patient,
  Doctor: ROLE.doctor,
  Manager: ROLE.manager,
  Staff: ROLE.staff,
};

/** At whose desk, on which chain. */
export interface DeskPlace {
  readonly at?: string | undefined;
  readonly chain?: string | undefined;
  /** False: only go on with what was begun. */
  readonly mayBegin?: boolean;
}

/** A profile about to be enrolled on a chain. */
export interface Applying extends KnownProfile {
  readonly network: NetworkDescription;
  readonly opened: OpenProfile;
  readonly desk: OrganizationDescription;
  readonly applicant: Applicant;
}

/**
 * Puts an application together. The pseudonym is kept in the profile before anything is sent, so that a broken enrolment goes on with
 * the same one, and no other chain is given the same account.
 *
 * @param where the organisation at whose desk it happens (default: the profile's own), and the chain (default: its private one)
 */
export async function openApplicant(cli: Cli, where: DeskPlace): Promise<Applying> {
  const network = await loadNetwork(cli.state);
  const known = await openNamedProfile(cli, null);
  await initCrypto();
  const desk = findOrganization(network, where.at ?? known.profile.organization);
  const chainId =
    where.chain === undefined ? deskChain(network, desk) : findChain(network, where.chain).chainId;
  requireRegistry(network, chainId);
  const personId = await keptPersonId(known, chainId, where.mayBegin ?? true);
  const { opened, profile } = known;
  return {
    ...known,
    network,
    desk,
    applicant: {
      network,
      chainId,
      personId,
      signer: opened.accountFor(chainId),
      master: opened.master,
      keyPlan: profile.keyPlan,
      organization: desk.orgId,
      role: ROLES[profile.role],
    },
  };
}

/** The pseudonym this profile has or is about to have on the chain. */
async function keptPersonId(
  { key, profile, folder }: KnownProfile,
  chainId: number,
  mayBegin: boolean,
): Promise<Hex> {
  const kept = profile.pseudonyms.find((pseudonym) => pseudonym.chainId === chainId);
  if (kept !== undefined) return kept.personId;
  if (!mayBegin) throw noCodeYet(key);
  const personId = newPersonId();
  await addPseudonym(folder, chainId, personId);
  return personId;
}

/** Nothing was begun that could go on. */
export function noCodeYet(key: string): InvalidInputError {
  return new InvalidInputError("NO_CODE_YET", "You are not waiting at this desk.", {
    hints: [`Ask for a code first: npx medlattice enrol request --as ${key}`],
  });
}

function deskChain(network: NetworkDescription, { privateChainId }: OrganizationDescription): number {
  return privateChainId ?? consortiumOf(network).chainId;
}

function requireRegistry(network: NetworkDescription, chainId: number): void {
  const { name, contracts } = chainById(network, chainId);
  if (contracts !== null) return;
  throw new InvalidInputError("CHAIN_WITHOUT_PEOPLE", `Nobody is enrolled on the chain ${name}.`);
}
