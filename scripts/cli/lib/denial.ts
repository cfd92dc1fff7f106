import { type GrantPackage, grantsBeyondDenial } from "@medlattice/sdk/consent";
import { categoryTag, type DeniedPair, SCOPE, tagKey, ZERO32 } from "@medlattice/sdk/keys";
import type { DeniedScope } from "@medlattice/sdk/person";
import type { DeniedSubject } from "./deniedSubject.ts";
import { enrolledChains } from "./enrolledChains.ts";
import { type ActingPerson, privatePseudonyms } from "./openPerson.ts";
import type { OwnGrant } from "@medlattice/sdk/person";

/** Where a denial is stated. */
export interface DenialChains {
  /** Private chains whose records are meant: proxies ask there before they help. */
  readonly records: readonly number[];
  /** Those, and homes of grants on their records. */
  readonly all: readonly number[];
}

/**
 * The chains of a denial. The consortium is among them, so that a grant at home there is refused before a use of it is spent, but only
 * if records of these chains were shared across institutions before. Two denials in one moment would otherwise show the institution
 * which pseudonym on the consortium is its patient's (rule 1).
 */
export async function denialChains(
  acting: ActingPerson,
  grants: readonly OwnGrant[],
  chain: string | undefined,
): Promise<DenialChains> {
  const enrolled = await enrolledChains(acting);
  const own = privatePseudonyms(acting, chain).map(({ chainId }) => chainId);
  const records = own.filter((chainId) => enrolled.includes(chainId));
  const homes = grants.flatMap(({ given }) =>
    given !== null &&
    given.home.chainId !== given.coverage.chainId &&
    records.includes(given.coverage.chainId)
      ? [given.home.chainId]
      : [],
  );
  return { records, all: [...records, ...new Set(homes)] };
}

/** Grants that a denial means but does not reach, because they are for more than what is denied. */
export async function grantsNotReached(
  acting: ActingPerson,
  grants: readonly OwnGrant[],
  denial: {
    readonly subject: DeniedSubject;
    readonly scopes: readonly DeniedScope[];
    /** Code of the category of the one record that is denied, if it is one. */
    readonly category: string | null;
  },
): Promise<readonly GrantPackage[]> {
  const { person } = acting;
  const holding = grants.flatMap(({ state, given }) => (state === "holds" && given !== null ? [given] : []));
  const own = await Promise.all(
    holding.map(async (given) => ({
      given,
      grant: given.grant,
      granteeOrganization: await person.reader(given.home.chainId).organizationOf(given.grant.terms.grantee),
    })),
  );
  const found = own.filter((candidate) => {
    const { chainId } = candidate.given.home;
    const key = tagKey(person.master, chainId);
    const half = denial.subject.on(chainId);
    if (half === null) return false;
    const tag = denial.category === null ? {} : { categoryTag: categoryTag(key, denial.category) };
    return denial.scopes.some(
      (scope) =>
        grantsBeyondDenial({
          tagKey: key,
          pair: { ...half, ...scopePair(scope, key) },
          grants: [candidate],
          ...tag,
        }).length > 0,
    );
  });
  return found.map(({ given }) => given);
}

function scopePair(scope: DeniedScope, key: Uint8Array): Pick<DeniedPair, "scopeKind" | "scope"> {
  if (scope.kind === "record") return { scopeKind: SCOPE.record, scope: scope.recordId };
  if (scope.kind === "everything") return { scopeKind: SCOPE.everything, scope: ZERO32 };
  return { scopeKind: SCOPE.category, scope: categoryTag(key, scope.category) };
}
