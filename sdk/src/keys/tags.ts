import { concatBytes, fromHex, hmacSha256, toHex, utf8, type Hex } from "../codec/index.ts";
import type { MasterKey } from "./master-key.ts";

const TAG_KEY = "medlattice/tag-key/v1";

/** Who a denial speaks of; 1 to 3 are the `granteeKind` of a grant. */
export const SUBJECT = { anyone: 0, person: 1, organization: 2, role: 3 } as const;
/** What a grant or denial covers. */
export const SCOPE = { record: 1, category: 2, everything: 3 } as const;

export type SubjectKind = (typeof SUBJECT)[keyof typeof SUBJECT];
export type ScopeKind = (typeof SCOPE)[keyof typeof SCOPE];

/** 32 zero bytes: the subject of a denial to anyone, the scope "everything". */
export const ZERO32: Hex = `0x${"00".repeat(32)}`;

/** Key of the person's tags on one chain; per chain, so that tags of two chains do not show that they are one person's. */
export function tagKey(master: MasterKey, chainId: number): Uint8Array {
  return master.derive(TAG_KEY, [utf8(String(chainId))], 32);
}

/** `HMAC-SHA256(tagKey, "category" ‖ code)`: a category as the chain sees it, opaque and per person. */
export function categoryTag(key: Uint8Array, code: string): Hex {
  return toHex(hmacSha256(key, concatBytes(utf8("category"), utf8(code))));
}

/** What is denied to whom. `scope` is a recordId, a category tag of the same chain, or zero. */
export interface DeniedPair {
  readonly subjectKind: SubjectKind;
  readonly subject: Hex;
  readonly scopeKind: ScopeKind;
  readonly scope: Hex;
}

/** `HMAC-SHA256(tagKey, "deny" ‖ subjectKind ‖ subject ‖ scopeKind ‖ scope)`; kinds are one byte, the others 32. */
export function denyTag(key: Uint8Array, { subjectKind, subject, scopeKind, scope }: DeniedPair): Hex {
  return toHex(
    hmacSha256(
      key,
      concatBytes(
        utf8("deny"),
        Uint8Array.of(subjectKind),
        fromHex(subject, 32),
        Uint8Array.of(scopeKind),
        fromHex(scope, 32),
      ),
    ),
  );
}

/** What a grant's deny tags depend on. */
export interface DenyTagInput {
  readonly tagKey: Uint8Array;
  readonly granteeKind: Exclude<SubjectKind, 0>;
  readonly grantee: Hex;
  /** The grantee's organisation; the grantee itself when that is an organisation. */
  readonly organization: Hex;
  readonly scopeKind: ScopeKind;
  /** On the chain of the tags: recordId, category tag, or zero. */
  readonly scope: Hex;
  /** Category tag of the record, for a grant of one record. */
  readonly recordCategoryTag?: Hex;
}

/**
 * Tags of the denials that defeat a grant, most specific first, at most eight: the grantee, then its organisation, each for the
 * record, its category and everything; then anyone for the record and for the category.
 */
export function denyTagsOf(input: DenyTagInput): readonly Hex[] {
  const scopes = scopesOf(input);
  const grantee = { subjectKind: input.granteeKind, subject: input.grantee };
  const organization = { subjectKind: SUBJECT.organization, subject: input.organization };
  const subjects = input.granteeKind === SUBJECT.organization ? [organization] : [grantee, organization];
  const pairs: DeniedPair[] = subjects.flatMap((subject) =>
    scopes.map((scope) => ({ ...subject, ...scope })),
  );
  for (const scope of scopes) {
    if (scope.scopeKind !== SCOPE.everything)
      pairs.push({ subjectKind: SUBJECT.anyone, subject: ZERO32, ...scope });
  }
  return pairs.map((pair) => denyTag(input.tagKey, pair));
}

function scopesOf(input: DenyTagInput): { scopeKind: ScopeKind; scope: Hex }[] {
  const scopes: { scopeKind: ScopeKind; scope: Hex }[] = [];
  if (input.scopeKind === SCOPE.record) scopes.push({ scopeKind: SCOPE.record, scope: input.scope });
  const category = input.scopeKind === SCOPE.category ? input.scope : input.recordCategoryTag;
  if (category !== undefined) scopes.push({ scopeKind: SCOPE.category, scope: category });
  scopes.push({ scopeKind: SCOPE.everything, scope: ZERO32 });
  return scopes;
}
