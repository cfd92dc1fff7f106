import {
  createPerson,
  enrolByIssuer,
  enrolByVoucher,
  acceptAtDesk,
  identifyAtDesk,
  requestVoucher,
  waitAtDesk,
} from "@medlattice/sdk/person";
import type { Applicant, Person } from "@medlattice/sdk/person";
import { createSessionKey } from "@medlattice/sdk/client";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import { newPersonId } from "@medlattice/sdk/identity";
import { addPseudonym, type OpenProfile, openProfile } from "@medlattice/sdk/node/profile";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { privateKeyToAccount } from "viem/accounts";
import type { StateFolder } from "../stack/stateFolder.ts";
import { type ChainName, chains, type OrganizationKey, organizations } from "../stack/topology.ts";
import type { PersonPlan } from "./plans.ts";

/** Sample wallets are not protected, so nobody is asked. */
const noPassphrase = async (): Promise<string> => "";

export interface EnrolContext {
  readonly network: NetworkDescription;
  readonly state: StateFolder;
  /** Who works at the desk; null while the manager himself is enrolled. */
  readonly manager: Person | null;
}

/** The person of a profile, as client. */
export function personOf(network: NetworkDescription, open: OpenProfile): Person {
  return createPerson({
    network,
    organization: open.profile.organization,
    master: open.master,
    pseudonyms: open.pseudonyms(),
    keyPlan: open.profile.keyPlan,
    newSessionKey: createSessionKey,
  });
}

/**
 * Enrols a person on one chain, if that has not happened yet. The pseudonym is kept before anything is sent, so that a set-up that was
 * killed goes on with the same one.
 */
export async function enrolOn(
  folder: string,
  plan: PersonPlan,
  { chain, by }: PersonPlan["enrolments"][number],
  context: EnrolContext,
): Promise<"enrolled" | "was enrolled"> {
  const { network } = context;
  const chainId = chainIdOf(chain);
  const known = (await openProfile(folder, noPassphrase)).profile.pseudonyms.find(
    (pseudonym) => pseudonym.chainId === chainId,
  );
  if (known === undefined) await addPseudonym(folder, chainId, newPersonId());
  const open = await openProfile(folder, noPassphrase);
  const person = personOf(network, open);
  const { personId, signer } = person.pseudonymOn(chainId);
  if (await person.reader(chainId).isInGoodStanding(signer.address, personId)) return "was enrolled";
  const { master, profile } = open;
  const applicant: Applicant = {
    network,
    chainId,
    personId,
    signer,
    master,
    keyPlan: profile.keyPlan,
    organization: orgIdOfPlan(by === "voucher" ? "authority" : plan.organization),
    role: plan.role,
  };
  await enrolBy(by, applicant, plan, person, context);
  return "enrolled";
}

async function enrolBy(
  by: PersonPlan["enrolments"][number]["by"],
  applicant: Applicant,
  plan: PersonPlan,
  person: Person,
  { state, manager }: EnrolContext,
): Promise<void> {
  if (by === "issuer") {
    const issuer = privateKeyToAccount(await state.secret(`${plan.organization}/issuer`));
    await enrolByIssuer(applicant, { issuer, id: plan.identity.id });
    return;
  }
  if (by === "voucher") {
    await enrolByVoucher(applicant, await requestVoucher(person, chainIdOf(homeChainOf(plan.organization))));
    return;
  }
  if (manager === null) throw new Error("the manager is enrolled before those who come to the desk");
  const role = plan.role === ROLE.doctor ? ROLE.doctor : ROLE.patient;
  const { code, token } = await waitAtDesk(applicant);
  await identifyAtDesk(manager, { chainId: applicant.chainId, code, role, identity: plan.identity });
  await acceptAtDesk(applicant, token);
}

export function chainIdOf(name: ChainName): number {
  const chain = chains.find((candidate) => candidate.name === name);
  if (chain === undefined) throw new Error(`the topology has no chain ${name}`);
  return chain.chainId;
}

export function orgIdOfPlan(key: OrganizationKey): `0x${string}` {
  const plan = organizations.find((candidate) => candidate.key === key);
  if (plan === undefined) throw new Error(`the topology has no organisation ${key}`);
  return orgIdOf(plan.domain);
}

function homeChainOf(key: OrganizationKey): ChainName {
  const [own] = organizations.find((candidate) => candidate.key === key)?.chains ?? [];
  return own ?? "consortium";
}
