import type { CoveredRecord } from "../client/index.ts";
import { discloseGrant, type GrantPackage } from "../consent/index.ts";
import { MedLatticeError, UnavailableError } from "../errors/index.ts";
import { everyItem } from "./everyPage.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/**
 * Records a received grant covers now, newest first, each in its present version. The grant itself names at most an id; the proxies that
 * hold a share of it and follow the records' chain know: the institution itself, or an authority.
 *
 * @throws UnavailableError `COVERAGE_UNKNOWN` when none of them answers; PermissionError when the grant does not hold
 */
export async function coveredRecords(
  person: Person,
  grantPackage: GrantPackage,
): Promise<readonly CoveredRecord[]> {
  const { home, grantId, grant } = grantPackage;
  const disclosure = discloseGrant(grant);
  let refusal: MedLatticeError | null = null;
  for (const organization of thoseWhoKnow(person, grantPackage)) {
    try {
      const oracle = await person.oracle(organization, home.chainId);
      return await everyItem((page: { readonly cursor?: string }) =>
        oracle.proxy.covered(grantId, { disclosure, ...page }),
      );
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      refusal = refusal !== null && !refusal.retryable ? refusal : error;
    }
  }
  throw refusal ?? unknown();
}

function thoseWhoKnow({ network }: Person, { coverage, proxies }: GrantPackage) {
  const institution = institutionOf(network, coverage.chainId);
  const authorities = network.organizations
    .filter(({ kind }) => kind === "HealthAuthority")
    .map(({ orgId }) => orgId);
  const holders = new Set(proxies.map(({ organization }) => organization));
  return [institution, ...authorities].filter((organization) => holders.has(organization));
}

function unknown(): UnavailableError {
  return new UnavailableError("COVERAGE_UNKNOWN", "Nobody who knows the records could be asked.", {
    hints: ["Try again later."],
  });
}
