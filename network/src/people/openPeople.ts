import { existsSync } from "node:fs";
import { initCrypto } from "@medlattice/sdk/crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import { createProfile, openProfile } from "@medlattice/sdk/node/profile";
import {
  dealToEmergencyKey,
  keepKeyring,
  listInDirectory,
  type Person,
  publishKeys,
} from "@medlattice/sdk/person";
import type { Stack } from "../stack/openStack.ts";
import type { ChainName, Topology } from "../stack/topology.ts";
import { chainIdOf, type EnrolContext, enrolOn, organizationOf, personOf } from "./enrol.ts";
import type { PersonPlan } from "./plans.ts";

const DONE = "set-up.json";

/**
 * Enrols people of a network and publishes their keys, in the order of their plans: who works at a desk comes before those who enrol there.
 * Whoever is enrolled already costs a look.
 *
 * @returns the clients that act for them, by the keys of their plans
 */
export async function openPeople(
  stack: Stack,
  options: { readonly plans: readonly PersonPlan[]; readonly onProgress: (text: string) => void },
): Promise<ReadonlyMap<string, Person>> {
  const { plans, onProgress } = options;
  await initCrypto();
  const managers = new Map<ChainName, Person>();
  const opened = new Map<string, Person>();
  for (const plan of plans) {
    onProgress(plan.name);
    const person = await openMember(plan, { ...stack, managers });
    opened.set(plan.key, person);
    if (plan.role === ROLE.manager) for (const { chain } of plan.enrolments) managers.set(chain, person);
  }
  onProgress(`${plans.length} people`);
  return opened;
}

async function openMember(plan: PersonPlan, context: EnrolContext): Promise<Person> {
  const { network, state, topology } = context;
  const folder = state.at("people", plan.key);
  if (!existsSync(state.at("people", plan.key, "profile.json"))) {
    const categories = plan.categories.map((code) => ({ code, epoch: 0 }));
    const keyPlan = { receiveEpoch: 0, categories };
    const profile = {
      name: plan.name,
      role: plan.roleName,
      organization: orgIdOf(organizationOf(topology, plan.organization).domain),
      keyPlan,
    };
    await createProfile(folder, profile, null);
  }
  if ((await state.readJson(`people/${plan.key}/${DONE}`)) === null) {
    for (const enrolment of plan.enrolments) await enrolOn(folder, plan, enrolment, context);
    await settle(personOf(network, await openSample(folder)), { plan, folder, topology });
    await state.writeJson(`people/${plan.key}/${DONE}`, { at: new Date().toISOString() });
  }
  return personOf(network, await openSample(folder));
}

/** What everyone does once after enrolling; each step can be done again. */
async function settle(
  person: Person,
  {
    plan,
    folder,
    topology,
  }: { readonly plan: PersonPlan; readonly folder: string; readonly topology: Topology },
): Promise<void> {
  const { keyring } = (await openSample(folder)).profile;
  for (const { chain } of plan.enrolments) {
    const chainId = chainIdOf(topology, chain);
    await publishKeys(person, chainId);
    await keepKeyring(person, chainId, keyring);
    if (plan.specialty !== undefined)
      await listInDirectory(person, chainId, { name: plan.name, specialty: plan.specialty });
  }
  if (plan.categories.length === 0) return;
  for (const { chain } of plan.enrolments) {
    const { kind, chainId } = topology.chains.find(({ name }) => name === chain) ?? {};
    if (kind === "private" && chainId !== undefined) await dealToEmergencyKey(person, chainId);
  }
}

async function openSample(folder: string) {
  return await openProfile(folder, async () => "");
}
