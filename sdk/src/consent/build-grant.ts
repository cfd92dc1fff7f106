import { fromHex, type Hex } from "../codec/index.ts";
import { granteeKeyHash } from "../crypto/index.ts";
import {
  addressOf,
  contractDomain,
  grantIdOf,
  sign,
  typed,
  type ContractDomain,
  type Signer,
} from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { denyTagsOf, SCOPE, ZERO32, type ScopeKind, type SubjectKind } from "../keys/index.ts";
import { newId } from "../record/index.ts";
import { ACTION, grantSchema, type Action, type Grant } from "./grant-schema.ts";
import type { ConsentHome } from "./home.ts";
import { summarize, type GrantWords, type Language } from "./preview.ts";

/** Whom a grant is for. */
export interface Grantee {
  readonly kind: Exclude<SubjectKind, 0>;
  /** personId on the home chain, orgId, or `roleGrantee`. */
  readonly id: Hex;
  readonly organization: Hex;
  /** The receive key dealt to: of the person, or of the organisation for kinds 2 and 3. Y, 96 bytes. */
  readonly y: Hex;
}

/** What a grant covers, by its ids on the home chain. */
export type GrantScope =
  | { readonly kind: typeof SCOPE.record; readonly recordId: Hex; readonly categoryTag: Hex }
  | { readonly kind: typeof SCOPE.category; readonly categoryTag: Hex }
  | { readonly kind: typeof SCOPE.everything };

export interface GrantInput {
  readonly home: ConsentHome;
  /** personId on the home chain. */
  readonly grantor: Hex;
  readonly signer: Signer;
  /** `tagKey(master, home.chainId)` */
  readonly tagKey: Uint8Array;
  readonly grantee: Grantee;
  readonly scope: GrantScope;
  readonly actions: readonly Action[];
  /** Unix seconds; holds from `notBefore` until just before `notAfter`. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
  /** In the person's own words. */
  readonly purpose: string;
  readonly words: GrantWords;
  readonly language: Language;
  /** The access request this answers. */
  readonly requestId?: Hex;
}

export interface SignedGrant {
  readonly grant: Grant;
  readonly grantId: Hex;
  readonly signature: Hex;
  readonly home: ConsentHome;
}

/**
 * Builds a grant: terms with fresh salts, deny tags, and a statement in words made from the numbers that are signed.
 * @throws InvalidInputError GRANT_INVALID with the field
 */
export function buildGrant(input: GrantInput): Grant {
  const { grantee, scope, notBefore, notAfter, maxUses } = input;
  const scopeKind: ScopeKind = scope.kind;
  const actions = input.actions.reduce((bits, action) => bits | ACTION[action], 0);
  const summary = summarize(
    { notBefore, notAfter, maxUses, scopeKind, actions },
    input.words,
    input.language,
  );
  const grant: Grant = {
    grantor: input.grantor,
    signer: addressOf(input.signer),
    notBefore,
    notAfter,
    maxUses,
    terms: {
      grantee: grantee.id,
      granteeKind: grantee.kind,
      scopeKind,
      scope: scopeId(scope),
      actions,
      granteeKey: granteeKeyHash(fromHex(grantee.y, 96)),
      requestId: input.requestId ?? ZERO32,
      denyTags: denyTagsFor(input.tagKey, grantee, scope),
      statement: { summary, purpose: input.purpose, salt: newId() },
      salt: newId(),
    },
  };
  const checked = grantSchema.safeParse(grant);
  const field = checked.success
    ? notBefore < notAfter
      ? null
      : "notAfter"
    : checked.error.issues[0]?.path.join(".");
  if (field === null) return grant;
  throw new InvalidInputError("GRANT_INVALID", "The grant cannot be given like this.", {
    facts: { field: field ?? "" },
  });
}

/** The person signs; the wallet shows summary and purpose in words. */
export async function signGrant(home: ConsentHome, grant: Grant, signer: Signer): Promise<SignedGrant> {
  const domain = consentDomain(home);
  const signature = await sign(signer, typed("Grant", domain, grant));
  return { grant, grantId: grantIdOf(domain, grant), signature, home };
}

/** EIP-712 domain of a consent registry. */
export function consentDomain({ chainId, consentRegistry }: ConsentHome): ContractDomain {
  return contractDomain({ contract: "ConsentRegistry", chainId, address: consentRegistry });
}

/** Deny tags of a grant on a chain; call it with the other chain's tag key and ids for the deal's peer tags. */
export function denyTagsFor(
  tagKey: Uint8Array,
  grantee: Omit<Grantee, "y">,
  scope: GrantScope,
): readonly Hex[] {
  return denyTagsOf({
    tagKey,
    granteeKind: grantee.kind,
    grantee: grantee.id,
    organization: grantee.organization,
    scopeKind: scope.kind,
    scope: scopeId(scope),
    ...(scope.kind === SCOPE.record ? { recordCategoryTag: scope.categoryTag } : {}),
  });
}

function scopeId(scope: GrantScope): Hex {
  if (scope.kind === SCOPE.record) return scope.recordId;
  return scope.kind === SCOPE.category ? scope.categoryTag : ZERO32;
}
