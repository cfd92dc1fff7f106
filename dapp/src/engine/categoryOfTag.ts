import type { Hex } from "@medlattice/sdk/codec";
import { categoryTag, tagKey } from "@medlattice/sdk/keys";
import type { Person } from "@medlattice/sdk/person";

/** The category behind a tag, which only the patient's own keys can tell. */
export function categoriesByTag({ master, keyPlan }: Person, chainId: number): ReadonlyMap<Hex, string> {
  const key = tagKey(master, chainId);
  return new Map(keyPlan.categories.map(({ code }) => [categoryTag(key, code), code]));
}
