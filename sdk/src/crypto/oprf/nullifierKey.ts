import { VerificationError } from "../../errors/index.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import {
  type GroupOperations,
  assertIndex,
  assertIndices,
  assertThreshold,
  evaluateCommitments,
  evaluatePolynomial,
  randomPolynomial,
} from "../primitives/shamir.ts";
import { type Element, Point, RISTRETTO_ORDER, assertKeyScalar, decodeElement, multiply } from "./group.ts";

/** The authorities' PRF key in public: k·G = commitments[0], and each authority's share by the others. */
export interface NullifierKey {
  readonly threshold: number;
  /** f_j·G, 32 bytes each, as many as the threshold. */
  readonly commitments: readonly Uint8Array[];
}

/** One authority's share of the PRF key. */
export interface NullifierKeyShare {
  readonly index: number;
  readonly share: bigint;
}

/** @internal */
export const ELEMENT_OPERATIONS: GroupOperations<Element> = {
  multiply,
  add: (a, b) => a.add(b),
};

export interface DealNullifierKeyParameters {
  readonly threshold: number;
  readonly indices: readonly number[];
  readonly random?: RandomBytes | undefined;
}

/**
 * Makes the PRF key of the health authorities and splits it (rule 2). One authority alone is threshold 1 of one.
 * @throws {InvalidInputError} for indices or a threshold out of range.
 */
export function dealNullifierKey({ threshold, indices, random }: DealNullifierKeyParameters): {
  readonly key: NullifierKey;
  readonly shares: readonly NullifierKeyShare[];
} {
  assertThreshold(threshold, assertIndices(indices).length);
  const constant = randomScalar(random, RISTRETTO_ORDER);
  const f = randomPolynomial({ threshold, constant, order: RISTRETTO_ORDER, random });
  return {
    key: { threshold, commitments: f.map((coefficient) => multiply(Point.BASE, coefficient).toBytes()) },
    shares: indices.map((index) => ({ index, share: evaluatePolynomial(f, index, RISTRETTO_ORDER) })),
  };
}

/** @internal k_i·G from the commitments. */
export function authorityPublicKey({ threshold, commitments }: NullifierKey, index: number): Element {
  if (commitments.length !== threshold) {
    throw new VerificationError("DEAL_INVALID", "A key's commitments do not match its threshold.", {
      facts: { threshold, commitments: commitments.length },
    });
  }
  const points = commitments.map((bytes, position) => decodeElement(bytes, `commitments[${position}]`));
  return evaluateCommitments(points, assertIndex(index), ELEMENT_OPERATIONS);
}

/**
 * What an authority checks of the share it was dealt.
 * @throws {VerificationError} `SHARE_INVALID`, `DEAL_INVALID`.
 */
export function verifyNullifierShare({
  key,
  index,
  share,
}: NullifierKeyShare & { readonly key: NullifierKey }): void {
  const actual = multiply(Point.BASE, assertKeyScalar(share, "share"));
  if (!actual.equals(authorityPublicKey(key, index))) {
    throw new VerificationError("SHARE_INVALID", "A share does not belong to its commitments.", {
      facts: { index },
    });
  }
}
