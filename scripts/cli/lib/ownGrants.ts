import type { GrantEntry } from "@medlattice/sdk/client";
import { everyItem, homeOracle } from "@medlattice/sdk/person";
import { enrolledChains } from "./enrolledChains.ts";
import { type GivenGrantNote, givenGrants } from "./grantBook.ts";
import { type GrantState, grantStateOf } from "./grantState.ts";
import type { ActingPerson } from "./openPerson.ts";

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
  return grantStateOf({
    notBefore: notBefore ?? 0,
    notAfter: notAfter ?? 0,
    maxUses: maxUses ?? 0,
    used,
    isRegistered: registered !== null,
    isRevoked: revoked !== null,
  });
}
