import { VerificationError } from "../../errors/index.ts";
import { decodeCommitments } from "../bls/operations.ts";
import type { G1 } from "../bls/points.ts";
import { equalBytes } from "../../codec/index.ts";
import { assertThreshold } from "../primitives/shamir.ts";

export interface DealtCommitments {
  /** X = g^f(0) that the deal must be of, G1. */
  readonly x: Uint8Array;
  /** The threshold agreed on; a deal of lower degree would let fewer proxies suffice. */
  readonly threshold: number;
  readonly commitments: readonly Uint8Array[];
}

/**
 * @internal Decodes commitments that must be of the agreed degree and secret.
 * @throws {VerificationError} `DEAL_INVALID`.
 */
export function assertCommitments({ x, threshold, commitments }: DealtCommitments): G1[] {
  assertThreshold(threshold, Number.MAX_SAFE_INTEGER);
  const first = commitments[0];
  if (commitments.length !== threshold || first === undefined || !equalBytes(first, x)) {
    throw new VerificationError("DEAL_INVALID", "A deal has another threshold or secret than agreed.", {
      facts: { threshold, commitments: commitments.length },
    });
  }
  return decodeCommitments(commitments);
}
