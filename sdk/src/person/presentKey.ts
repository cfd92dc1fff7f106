import type { KeyChoice, ReviewedProposal } from "../record/index.ts";
import type { Person } from "./person.ts";

/** A record goes under the present key of its category, also when its author had an older one. */
export function presentKey(
  { keyPlan }: Pick<Person, "keyPlan">,
  { opened }: Pick<ReviewedProposal, "opened">,
): KeyChoice {
  const present = keyPlan.categories.find(({ code }) => code === opened.category.code);
  return { opened, ...(present === undefined ? {} : { categoryEpoch: present.epoch }) };
}
