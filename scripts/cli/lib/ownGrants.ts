import type { GrantPackage } from "@medlattice/sdk/consent";
import { SCOPE } from "@medlattice/sdk/keys";
import { type OwnGrant, ownGrants as ownGrantsOn } from "@medlattice/sdk/person";
import { categoryOfTag } from "./categories.ts";
import { enrolledChains } from "./enrolledChains.ts";
import type { ActingPerson } from "./openPerson.ts";
import { shortId } from "./text.ts";

/** All grants the acting patient has given, on every chain, newest first. */
export async function ownGrants(acting: ActingPerson): Promise<readonly OwnGrant[]> {
  return await ownGrantsOn(acting.person, await enrolledChains(acting));
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
