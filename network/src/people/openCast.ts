import { existsSync } from "node:fs";
import { initCrypto } from "@medlattice/sdk/crypto";
import { createProfile, openProfile } from "@medlattice/sdk/node/profile";
import {
  dealToEmergencyKey,
  keepKeyring,
  listInDirectory,
  type Person,
  publishKeys,
} from "@medlattice/sdk/person";
import type { Stack } from "../stack/openStack.ts";
import { chainIdOf, enrolOn, orgIdOfPlan, personOf } from "./enrol.ts";
import { people, type PersonKey, type PersonPlan } from "./plans.ts";

/** The people of the default network, each with keys, wallet and connections of their own. */
export interface Cast {
  readonly patient: Person;
  /** Doctor of the hospital, who writes. */
  readonly author: Person;
  /** Doctor of the platform, who reads. */
  readonly reader: Person;
  /** As the directory lists the reader. */
  readonly readerName: string;
  readonly manager: Person;
  readonly insurer: Person;
}

const DONE = "set-up.json";

/**
 * Enrols the sample people and publishes their keys; whoever is enrolled already costs a look.
 *
 * @param options.plans the same people under other names and identities; default `people`
 */
export async function openCast(
  stack: Stack,
  {
    onProgress,
    plans = people,
  }: { readonly onProgress: (text: string) => void; readonly plans?: readonly PersonPlan[] },
): Promise<Cast> {
  await initCrypto();
  const cast = new Map<PersonKey, Person>();
  for (const plan of plans) {
    onProgress(plan.name);
    cast.set(plan.key, await openMember(plan, stack, cast.get("manager") ?? null));
  }
  const member = (key: PersonKey): Person => {
    const person = cast.get(key);
    if (person === undefined) throw new Error(`there is no ${key} among the sample people`);
    return person;
  };
  onProgress(`${plans.length} people`);
  return {
    patient: member("patient"),
    author: member("doctor-hospital"),
    reader: member("doctor-platform"),
    readerName: plans.find(({ key }) => key === "doctor-platform")?.name ?? "",
    manager: member("manager"),
    insurer: member("insurer"),
  };
}

async function openMember(
  plan: PersonPlan,
  { network, state }: Stack,
  manager: Person | null,
): Promise<Person> {
  const folder = state.at("people", plan.key);
  if (!existsSync(state.at("people", plan.key, "profile.json"))) {
    const categories = plan.categories.map((code) => ({ code, epoch: 0 }));
    const keyPlan = { receiveEpoch: 0, categories };
    const profile = {
      name: plan.name,
      role: plan.roleName,
      organization: orgIdOfPlan(plan.organization),
      keyPlan,
    };
    await createProfile(folder, profile, null);
  }
  if ((await state.readJson(`people/${plan.key}/${DONE}`)) === null) {
    for (const enrolment of plan.enrolments)
      await enrolOn(folder, plan, enrolment, { network, state, manager });
    await settle(personOf(network, await openSample(folder)), plan, folder);
    await state.writeJson(`people/${plan.key}/${DONE}`, { at: new Date().toISOString() });
  }
  return personOf(network, await openSample(folder));
}

/** What everyone does once after enrolling; each step can be done again. */
async function settle(person: Person, plan: PersonPlan, folder: string): Promise<void> {
  const { keyring } = (await openSample(folder)).profile;
  for (const { chain } of plan.enrolments) {
    const chainId = chainIdOf(chain);
    await publishKeys(person, chainId);
    await keepKeyring(person, chainId, keyring);
    if (plan.specialty !== undefined)
      await listInDirectory(person, chainId, { name: plan.name, specialty: plan.specialty });
  }
  if (plan.categories.length > 0) await dealToEmergencyKey(person, chainIdOf("hospital"));
}

async function openSample(folder: string) {
  return await openProfile(folder, async () => "");
}
