import type { Hex } from "@medlattice/sdk/codec";
import { SCOPE, SUBJECT } from "@medlattice/sdk/keys";
import { organizationById } from "@medlattice/sdk/network";
import { type GrantState, institutionOf, isDenied, type OwnGrant, type Person } from "@medlattice/sdk/person";
import { categoriesByTag } from "../categoryOfTag.ts";
import type { Names } from "../names.ts";

export type GivenScope =
  | { readonly kind: "record"; readonly chainId: number; readonly recordId: Hex }
  | { readonly kind: "category"; readonly chainId: number; readonly category: string | null }
  | { readonly kind: "everything"; readonly chainId: number };

/** Access somebody was given, for a page. */
export interface GivenAccess {
  /** Of the grant's home. */
  readonly chainId: number;
  readonly grantId: Hex;
  /** Null when the directory does not know a person, or no copy of the grant is left. */
  readonly granteeName: string | null;
  readonly isGranteeVerified: boolean;
  readonly granteeOrganization: string | null;
  /** Null when no copy of the grant is left: the network itself does not know what it was about. */
  readonly scope: GivenScope | null;
  /** Where the records were written. */
  readonly institution: string | null;
  /** In the words that were signed. */
  readonly summary: string | null;
  readonly purpose: string | null;
  readonly state: GrantState;
  /** Unix seconds; null where the network does not know. */
  readonly givenAt: number | null;
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  readonly withdrawnAt: number | null;
  /** 0: as often as needed. */
  readonly maxUses: number;
  readonly used: number;
}

export async function givenAccess(person: Person, names: Names, own: OwnGrant): Promise<GivenAccess> {
  const { entry, state, given } = own;
  const { chainId, grantId, registered, notBefore, notAfter, maxUses, used, revoked } = entry;
  const numbers = {
    chainId,
    grantId,
    givenAt: registered,
    notBefore,
    notAfter,
    withdrawnAt: revoked,
    maxUses: maxUses ?? 0,
    used,
  };
  if (given === null) {
    const nobody = { granteeName: null, isGranteeVerified: false, granteeOrganization: null };
    return { ...numbers, ...nobody, state, scope: null, institution: null, summary: null, purpose: null };
  }
  const { coverage, grant, home } = given;
  const { statement } = grant.terms;
  const denied = state === "holds" && (await isDenied(person, home, grant));
  return {
    ...numbers,
    ...(await granteeOf(person, names, own, given)),
    state: denied ? "denied" : state,
    scope: scopeOf(person, coverage),
    institution: organizationById(person.network, institutionOf(person.network, coverage.chainId)).name,
    summary: statement.summary,
    purpose: statement.purpose,
  };
}

type Package = NonNullable<OwnGrant["given"]>;

async function granteeOf(person: Person, names: Names, { entry }: OwnGrant, { grant }: Package) {
  const { grantee, granteeKind } = grant.terms;
  if (granteeKind === SUBJECT.organization) {
    const { name } = organizationById(person.network, grantee);
    return { granteeName: name, isGranteeVerified: true, granteeOrganization: name };
  }
  const [known, organization] = await Promise.all([
    names.of(entry.chainId, grantee),
    names.organizationOf(entry.chainId, grantee),
  ]);
  return {
    granteeName: known?.name ?? null,
    isGranteeVerified: known?.isVerified ?? false,
    granteeOrganization: organization,
  };
}

function scopeOf(person: Person, { chainId, scopeKind, scope }: Package["coverage"]): GivenScope {
  if (scopeKind === SCOPE.record) return { kind: "record", chainId, recordId: scope };
  if (scopeKind === SCOPE.everything) return { kind: "everything", chainId };
  return { kind: "category", chainId, category: categoriesByTag(person, chainId).get(scope) ?? null };
}
