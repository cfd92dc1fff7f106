import type { Person } from "@medlattice/sdk/person";
import type { Stack } from "../stack/openStack.ts";
import { openPeople } from "./openPeople.ts";
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
  const cast = await openPeople(stack, { plans, onProgress });
  const member = (key: PersonKey): Person => {
    const person = cast.get(key);
    if (person === undefined) throw new Error(`there is no ${key} among the sample people`);
    return person;
  };
  return {
    patient: member("patient"),
    author: member("doctor-hospital"),
    reader: member("doctor-platform"),
    readerName: plans.find(({ key }) => key === "doctor-platform")?.name ?? "",
    manager: member("manager"),
    insurer: member("insurer"),
  };
}
