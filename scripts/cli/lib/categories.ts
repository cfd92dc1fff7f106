import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { CATEGORIES } from "@medlattice/sdk/fhir";
import { categoryTag, tagKey } from "@medlattice/sdk/keys";
import type { Person } from "@medlattice/sdk/person";

/** @throws InvalidInputError `CATEGORY_UNKNOWN`, listing those there are */
export function requireCategory(code: string, among: readonly string[] = CATEGORIES): string {
  if (among.includes(code)) return code;
  throw new InvalidInputError("CATEGORY_UNKNOWN", `There is no category “${code}” here.`, {
    hints: [`There are: ${among.join(", ")}.`],
  });
}

/** The code behind a record's tag, which only the patient's own keys can tell. */
export function categoryOfTag({ master, keyPlan }: Person, chainId: number, tag: Hex): string | null {
  const key = tagKey(master, chainId);
  return keyPlan.categories.find(({ code }) => categoryTag(key, code) === tag)?.code ?? null;
}
