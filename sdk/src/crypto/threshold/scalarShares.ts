import { VerificationError } from "../../errors/index.ts";
import { G1_OPERATIONS } from "../bls/operations.ts";
import { baseG1, encodePoint } from "../bls/points.ts";
import { FR_ORDER, assertScalar } from "../bls/scalar.ts";
import { equalBytes } from "../../codec/index.ts";
import type { RandomBytes } from "../primitives/random.ts";
import {
  assertIndex,
  assertIndices,
  assertThreshold,
  evaluateCommitments,
  evaluatePolynomial,
  randomPolynomial,
} from "../primitives/shamir.ts";
import { type DealtCommitments, assertCommitments } from "./assertCommitments.ts";

export interface DealScalarSharesParameters {
  readonly secret: bigint;
  readonly threshold: number;
  readonly indices: readonly number[];
  readonly random?: RandomBytes | undefined;
}

export interface ScalarShare {
  readonly index: number;
  readonly share: bigint;
}

export interface ScalarDeal {
  /** g^(f_j), G1; the first is g^secret. */
  readonly commitments: Uint8Array[];
  readonly shares: ScalarShare[];
}

/**
 * Shares a scalar itself (Feldman 1987), not a key to one reader: how an institution hands its part of a record to the proxies
 * once, at registration, so that they can serve every later reader without it.
 * @throws {InvalidInputError} for a scalar, indices or a threshold out of range.
 */
export function dealScalarShares(parameters: DealScalarSharesParameters): ScalarDeal {
  const { secret, threshold, indices, random } = parameters;
  assertThreshold(threshold, assertIndices(indices).length);
  const f = randomPolynomial({
    threshold,
    constant: assertScalar(secret, "secret"),
    order: FR_ORDER,
    random,
  });
  return {
    commitments: f.map((coefficient) => encodePoint(baseG1(coefficient))),
    shares: indices.map((index) => ({ index, share: evaluatePolynomial(f, index, FR_ORDER) })),
  };
}

export interface VerifyScalarShareParameters extends DealtCommitments, ScalarShare {}

/**
 * Checks `g^share = Π C_j^(index^j)`, the agreed threshold, and that the secret is the one behind `x`.
 * @throws {VerificationError} `DEAL_INVALID` or `SHARE_INVALID`.
 */
export function verifyScalarShare(parameters: VerifyScalarShareParameters): void {
  const commitments = assertCommitments(parameters);
  const index = assertIndex(parameters.index);
  const expected = evaluateCommitments(commitments, index, G1_OPERATIONS);
  const actual = baseG1(assertScalar(parameters.share, "share"));
  if (!equalBytes(encodePoint(actual), encodePoint(expected))) {
    throw new VerificationError("SHARE_INVALID", "A share does not belong to its commitments.", {
      facts: { index },
    });
  }
}
