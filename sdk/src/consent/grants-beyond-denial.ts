import type { Hex } from "../codec/index.ts";
import { denyTag, SCOPE, SUBJECT, type DeniedPair } from "../keys/index.ts";
import type { Grant } from "./grant-schema.ts";

/** A grant with what its owner's client knows of the grantee. */
export interface OwnGrant {
  readonly grant: Grant;
  readonly granteeOrganization: Hex;
}

/**
 * Grants that a denial means but does not reach, because they are wider than it: one for a whole category cannot carry the tag of
 * every record in it. The client offers to withdraw each and to give it anew without what is denied.
 *
 * @param categoryTag of the denied record, for a denial of one record.
 */
export function grantsBeyondDenial<Own extends OwnGrant>(options: {
  readonly tagKey: Uint8Array;
  readonly pair: DeniedPair;
  readonly categoryTag?: Hex;
  readonly grants: readonly Own[];
}): readonly Own[] {
  const { tagKey, pair, categoryTag, grants } = options;
  const tag = denyTag(tagKey, pair);
  return grants.filter(
    (own) =>
      !own.grant.terms.denyTags.includes(tag) && isAbout(own, pair) && overlaps(own.grant, pair, categoryTag),
  );
}

function isAbout({ grant, granteeOrganization }: OwnGrant, { subjectKind, subject }: DeniedPair): boolean {
  if (subjectKind === SUBJECT.anyone) return true;
  if (subjectKind === SUBJECT.organization) return granteeOrganization === subject;
  return grant.terms.granteeKind === subjectKind && grant.terms.grantee === subject;
}

function overlaps({ terms }: Grant, pair: DeniedPair, categoryTag: Hex | undefined): boolean {
  if (terms.scopeKind === SCOPE.everything || pair.scopeKind === SCOPE.everything) return true;
  if (terms.scopeKind === pair.scopeKind) return terms.scope === pair.scope;
  // A category against one of its records; when the record's category is not known, rather one question too many.
  if (terms.scopeKind === SCOPE.category) return categoryTag === undefined || terms.scope === categoryTag;
  return false;
}
