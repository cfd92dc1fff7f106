import type { GrantEntry } from "@medlattice/sdk/client";
import type { GrantPackage } from "@medlattice/sdk/consent";
import { SCOPE } from "@medlattice/sdk/keys";
import { everyItem, givenGrants, homeOracle } from "@medlattice/sdk/person";
import { categoryOfTag } from "./categories.ts";
import { enrolledChains } from "./enrolledChains.ts";
import { type GrantState, grantStateOf } from "./grantState.ts";
import type { ActingPerson } from "./openPerson.ts";
import { shortId } from "./text.ts";

/** A grant as the chain and the patient's own copy tell it together. */
export interface OwnGrant {
  readonly entry: GrantEntry;
  readonly state: GrantState;
  /** What was signed. Null when no copy of it is left: the chain has only a salted hash. */
  readonly given: GrantPackage | null;
}

/** All grants the patient has given, on every chain, newest first. */
export async function ownGrants(acting: ActingPerson): Promise<readonly OwnGrant[]> {
  const { person } = acting;
  const lists = await Promise.all(
    (await enrolledChains(acting)).map(async (chainId) => {
      const oracle = await homeOracle(person, chainId);
      const [entries, packages] = await Promise.all([
        everyItem((page: { readonly cursor?: string }) => oracle.records.grants(page)),
        givenGrants(person, chainId),
      ]);
      const byId = new Map(packages.map((each) => [each.grantId, each]));
      return entries.map((entry) => ({
        entry,
        state: stateOf(entry),
        given: byId.get(entry.grantId) ?? null,
      }));
    }),
  );
  return lists.flat().toSorted((a, b) => (b.entry.registered ?? 0) - (a.entry.registered ?? 0));
}

/** Whom it is for, in a few words. */
export function granteeInWords({ names }: ActingPerson, given: GrantPackage | null): string {
  return given === null ? "no copy of it is left" : names.person(given.grant.terms.grantee);
}

/** What it covers, in a few words. */
export function scopeInWords({ person }: ActingPerson, given: GrantPackage | null): string {
  if (given === null) return "–";
  const { chainId, scopeKind, scope } = given.coverage;
  if (scopeKind === SCOPE.record) return `record ${shortId(scope)}`;
  if (scopeKind === SCOPE.everything) return "everything";
  return `category ${categoryOfTag(person, chainId, scope) ?? shortId(scope)}`;
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
