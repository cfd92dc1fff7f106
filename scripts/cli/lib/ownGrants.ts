import type { GrantEntry } from "@medlattice/sdk/client";
import { everyItem, homeOracle } from "@medlattice/sdk/person";
import { enrolledChains } from "./enrolledChains.ts";
import { type GivenGrantNote, givenGrants } from "./grantBook.ts";
import type { ActingPerson } from "./openPerson.ts";
import { nowSeconds } from "./time.ts";

export type GrantState = "holds" | "not yet" | "over" | "used up" | "withdrawn" | "never registered";

/** A grant as chain and patient know it together. */
export interface OwnGrant {
  readonly entry: GrantEntry;
  readonly state: GrantState;
  /** Null when it was given from another machine. */
  readonly note: GivenGrantNote | null;
}

/** All grants the patient has given, on every chain, newest first. */
export async function ownGrants(acting: ActingPerson): Promise<readonly OwnGrant[]> {
  const { person, folder } = acting;
  const notes = await givenGrants(folder);
  const lists = await Promise.all(
    (await enrolledChains(acting)).map(async (chainId) => {
      const oracle = await homeOracle(person, chainId);
      return await everyItem((page: { readonly cursor?: string }) => oracle.records.grants(page));
    }),
  );
  return lists
    .flat()
    .map((entry) => ({ entry, state: stateOf(entry), note: notes.get(entry.grantId) ?? null }))
    .toSorted((a, b) => (b.entry.registered ?? 0) - (a.entry.registered ?? 0));
}

function stateOf({ registered, notBefore, notAfter, maxUses, used, revoked }: GrantEntry): GrantState {
  if (revoked !== null) return "withdrawn";
  if (registered === null || notBefore === null || notAfter === null) return "never registered";
  const now = nowSeconds();
  if (now >= notAfter) return "over";
  if (maxUses !== null && maxUses > 0 && used >= maxUses) return "used up";
  return now < notBefore ? "not yet" : "holds";
}
