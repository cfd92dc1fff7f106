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
import type { ChainName, OrganizationKey, OrganizationPlan, Topology } from "../stack/topology.ts";
import type { PersonPlan } from "./plans.ts";

/** Sample wallets are not protected, so nobody is asked. */
const noPassphrase = async (): Promise<string> => "";

export interface EnrolContext {
  readonly network: NetworkDescription;
  readonly topology: Topology;
  readonly state: StateFolder;
  /** Who works at the desk of the institution with that private chain. */
  readonly managers: ReadonlyMap<ChainName, Person>;
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
  enrolment: PersonPlan["enrolments"][number],
  context: EnrolContext,
): Promise<"enrolled" | "was enrolled"> {
  const { network, topology } = context;
  const chainId = chainIdOf(topology, enrolment.chain);
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
    organization: orgIdOf(issuerOf(plan, enrolment, topology).domain),
    role: plan.role,
  };
  await enrolBy(enrolment, { applicant, plan, person }, context);
  return "enrolled";
}

async function enrolBy(
  { by, chain }: PersonPlan["enrolments"][number],
  {
    applicant,
    plan,
    person,
  }: { readonly applicant: Applicant; readonly plan: PersonPlan; readonly person: Person },
  { state, managers, topology }: EnrolContext,
): Promise<void> {
  if (by === "issuer") {
    const issuer = privateKeyToAccount(await state.secret(`${plan.organization}/issuer`));
    await enrolByIssuer(applicant, { issuer, id: plan.identity.id });
    return;
  }
  if (by === "voucher") {
    const [home] = organizationOf(topology, plan.organization).chains;
    await enrolByVoucher(applicant, await requestVoucher(person, chainIdOf(topology, home ?? "")));
    return;
  }
  const manager = managers.get(chain);
  if (manager === undefined) throw new Error(`nobody works at the desk of the chain ${chain} yet`);
  const role = plan.role === ROLE.doctor ? ROLE.doctor : ROLE.patient;
  const { code, token } = await waitAtDesk(applicant);
  await identifyAtDesk(manager, { chainId: applicant.chainId, code, role, identity: plan.identity });
  await acceptAtDesk(applicant, token);
}

/** Whose people the enrolled belong to: of the desk's institution, and on the consortium as a patient of the authority. */
function issuerOf(
  plan: PersonPlan,
  { chain, by }: PersonPlan["enrolments"][number],
  { organizations }: Topology,
): OrganizationPlan {
  const found = organizations.find(({ key, roles, chains: [own] }) => {
    if (by === "voucher") return roles.includes("authority");
    return by === "desk" ? roles.includes("institution") && own === chain : key === plan.organization;
  });
  if (found === undefined) throw new Error(`nobody enrols ${plan.key} on the chain ${chain}`);
  return found;
}

export function chainIdOf({ chains }: Topology, name: ChainName): number {
  const chain = chains.find((candidate) => candidate.name === name);
  if (chain === undefined) throw new Error(`the topology has no chain ${name}`);
  return chain.chainId;
}

export function organizationOf({ organizations }: Topology, key: OrganizationKey): OrganizationPlan {
  const plan = organizations.find((candidate) => candidate.key === key);
  if (plan === undefined) throw new Error(`the topology has no organisation ${key}`);
  return plan;
}
