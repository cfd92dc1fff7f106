import { derivePublicY } from "../afgh/keys.ts";
import { invertScalar } from "../bls/invertScalar.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { type ScalarShare, dealScalarShares } from "../threshold/scalarShares.ts";
import type { OrganizationKey } from "./key.ts";

export interface DealOrganizationKeyParameters {
  readonly threshold: number;
  readonly indices: readonly number[];
  readonly random?: RandomBytes | undefined;
}

/**
 * Makes an organisation's key at one place and splits it: for an organisation that trusts the machine it is set up on, and
 * forgets u at once. Several organisations together use the generation without a dealer.
 * @throws {InvalidInputError} for indices or a threshold out of range.
 */
export function dealOrganizationKey({ threshold, indices, random }: DealOrganizationKeyParameters): {
  readonly key: OrganizationKey;
  readonly shares: readonly ScalarShare[];
} {
  const u = randomScalar(random);
  const { commitments, shares } = dealScalarShares({ secret: u, threshold, indices, random });
  return { key: { y: derivePublicY(invertScalar(u)), threshold, commitments }, shares };
}
