import { people, type PersonPlan } from "@medlattice/network/people";
import { type Canary, givenText, textCanary } from "./canaries.ts";

export interface CanaryCast {
  readonly plans: readonly PersonPlan[];
  /** Real identities, all of which must stay with their issuer. */
  readonly identities: readonly Canary[];
  /** The code of a category of the patient's own. */
  readonly category: Canary & { readonly text: string };
}

const REGISTER = "urn:example:national-register";

/** The sample people with names and numbers that stand nowhere else. The reader's name is in the directory, for all to find. */
export function canaryCast(): CanaryCast {
  const identities: Canary[] = [];
  const category = textCanary("category");
  const keep = (name: string, prefix = ""): string => {
    const canary = textCanary(name, prefix);
    identities.push(canary);
    return canary.text;
  };
  const plans = people.map((plan, index): PersonPlan => {
    const { key } = plan;
    const value = keep(`${key}: national id`, "ML-");
    // A doctor of 190 years is nobody else's birth date.
    const birthDate = `18${30 + index}-0${1 + index}-17`;
    identities.push(
      givenText(`${key}: birth date`, birthDate),
      givenText(`${key}: register and number`, `${REGISTER}|${value}`),
    );
    return {
      ...plan,
      name: plan.specialty === undefined ? keep(`${key}: name`) : plan.name,
      identity: {
        kind: "person",
        familyName: keep(`${key}: family name`, "Lín-Größe"),
        givenNames: keep(`${key}: given names`, "雅琴"),
        birthDate,
        address: keep(`${key}: address`),
        phone: keep(`${key}: phone`),
        id: { system: REGISTER, value },
      },
      categories: plan.categories.length === 0 ? [] : [category.text, "general"],
    };
  });
  return { plans, identities, category };
}
