import { InvalidInputError, VerificationError } from "../../../errors/index.ts";
import { G1_OPERATIONS, decodeCommitments } from "../../bls/operations.ts";
import { addG1, encodePoint, mulG1 } from "../../bls/points.ts";
import { FR_ORDER, modR } from "../../bls/scalar.ts";
import type { RandomBytes } from "../../primitives/random.ts";
import {
  assertIndices,
  assertThreshold,
  evaluateCommitments,
  lagrangeAtZero,
} from "../../primitives/shamir.ts";
import { type ScalarShare, dealScalarShares, verifyScalarShare } from "../../threshold/scalarShares.ts";
import type { OrganizationKey } from "../key.ts";
import { verifyOrganizationShare } from "../verifyOrganizationKey.ts";

/** For everyone: an old holder's commitments to the sharing of its share. */
export interface ReshareContribution {
  /** Index of the old holder. */
  readonly index: number;
  /** G1; the first is g^(u_i). */
  readonly commitments: readonly Uint8Array[];
}

/** For one new holder's eyes. */
export interface ReshareShare {
  /** Old holder. */
  readonly from: number;
  /** New holder. */
  readonly to: number;
  readonly share: bigint;
}

export interface DealReshareParameters extends ScalarShare {
  readonly key: OrganizationKey;
  /** Of the new holders. */
  readonly threshold: number;
  readonly indices: readonly number[];
  readonly random?: RandomBytes | undefined;
}

/**
 * An old holder's part in handing the key to new holders (Desmedt–Jajodia 1997); Y stays the same. At least the old threshold of
 * old holders do this, and forget their shares once the new ones have finished.
 * @throws {VerificationError} `SHARE_INVALID` when the holder's own share is not of this key.
 */
export function dealReshare(parameters: DealReshareParameters): {
  readonly contribution: ReshareContribution;
  readonly shares: readonly ReshareShare[];
} {
  const { key, index, share, threshold, indices, random } = parameters;
  verifyOrganizationShare({ key, index, share });
  const deal = dealScalarShares({ secret: share, threshold, indices, random });
  return {
    contribution: { index, commitments: deal.commitments },
    shares: deal.shares.map(({ index: to, share: dealt }) => ({ from: index, to, share: dealt })),
  };
}

export interface FinishReshareParameters {
  readonly key: OrganizationKey;
  /** Of the new holders. */
  readonly threshold: number;
  /** This new holder's index. */
  readonly index: number;
  /** Of exactly as many old holders as the old threshold; the same ones for every new holder. */
  readonly contributions: readonly ReshareContribution[];
  /** What this new holder received from them. */
  readonly shares: readonly ReshareShare[];
}

/**
 * A new holder's end of the hand-over: checks every old holder's commitments against the old key and every share against them.
 * New holders compare the key they arrive at before they tell the old ones to forget.
 * @throws {VerificationError} `DEAL_INVALID` or `SHARE_INVALID` with `facts.dealer`, the old holder that cheated.
 * @throws {InvalidInputError} `CONTRIBUTIONS_TOO_FEW`, `SHARE_MISSING` and for malformed input.
 */
export function finishReshare(parameters: FinishReshareParameters): {
  readonly key: OrganizationKey;
  readonly share: ScalarShare;
} {
  const { key, threshold, index, contributions, shares } = parameters;
  const dealers = assertIndices(contributions.map((contribution) => contribution.index));
  if (contributions.length !== assertThreshold(key.threshold, key.commitments.length)) {
    throw new InvalidInputError("CONTRIBUTIONS_TOO_FEW", "A hand-over takes exactly the old threshold.", {
      facts: { contributions: contributions.length, threshold: key.threshold },
    });
  }
  const old = decodeCommitments(key.commitments);
  const lambdas = lagrangeAtZero(dealers, FR_ORDER);
  let share = 0n;
  contributions.forEach((contribution, position) => {
    const dealer = contribution.index;
    const received = shares.find(({ from, to }) => from === dealer && to === index);
    if (received === undefined) {
      throw new InvalidInputError("SHARE_MISSING", "The share of an old holder is missing.", {
        facts: { dealer },
      });
    }
    const x = encodePoint(evaluateCommitments(old, dealer, G1_OPERATIONS));
    const { commitments } = contribution;
    try {
      verifyScalarShare({ x, threshold, commitments, index, share: received.share });
    } catch (cause) {
      throw new VerificationError("RESHARE_INVALID", "An old holder handed over a false share.", {
        cause,
        facts: { dealer },
      });
    }
    share = modR(share + received.share * (lambdas[position] ?? 0n));
  });
  const weighted = contributions.map(({ commitments }, position) =>
    decodeCommitments(commitments).map((point) => mulG1(point, lambdas[position] ?? 0n)),
  );
  const summed = weighted.reduce((sums, row) => sums.map((sum, k) => addG1(sum, row[k] ?? sum)));
  return {
    key: { y: key.y, threshold, commitments: summed.map((point) => encodePoint(point)) },
    share: { index, share },
  };
}
