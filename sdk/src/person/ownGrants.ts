import type { GrantEntry } from "../client/index.ts";
import type { GrantPackage } from "../consent/index.ts";
import { everyItem } from "./everyPage.ts";
import { type GrantState, grantStateOf } from "./grantState.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { givenGrants } from "./receivedGrants.ts";

/** A grant as the chain and the patient's own copy tell it together. */
export interface OwnGrant {
  readonly entry: GrantEntry;
  readonly state: GrantState;
  /** What was signed. Null when no copy of it is left: the chain has only a salted hash. */
  readonly given: GrantPackage | null;
}

/** All grants the patient has given on these chains, newest first. */
export async function ownGrants(person: Person, chainIds: readonly number[]): Promise<readonly OwnGrant[]> {
  const lists = await Promise.all(chainIds.map(async (chainId) => grantsOn(person, chainId)));
  return lists.flat().toSorted((a, b) => (b.entry.registered ?? 0) - (a.entry.registered ?? 0));
}

async function grantsOn(person: Person, chainId: number): Promise<readonly OwnGrant[]> {
  const oracle = await homeOracle(person, chainId);
  const [entries, packages] = await Promise.all([
    everyItem((page: { readonly cursor?: string }) => oracle.records.grants(page)),
    givenGrants(person, chainId),
  ]);
  const byId = new Map(packages.map((each) => [each.grantId, each]));
  return entries.map((entry) => ({ entry, state: stateOf(entry), given: byId.get(entry.grantId) ?? null }));
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
