import { VerificationError } from "../../../errors/index.ts";
import { type GT, baseGt, decodeGt } from "../../bls/gt.ts";
import { G1_OPERATIONS, G2_OPERATIONS, GT_OPERATIONS } from "../../bls/operations.ts";
import { type G1, type G2, decodeG1, decodeG2 } from "../../bls/points.ts";
import { evaluateCommitments } from "../../primitives/shamir.ts";
import type { KeyContribution } from "./contribution.ts";
import { type KeyGenerationSession, zeroCoefficients } from "./session.ts";

/** @internal A contribution's commitments as points. */
export interface DecodedContribution {
  readonly index: number;
  readonly u: readonly G1[];
  readonly r: readonly G2[];
  readonly zero: readonly GT[];
}

/** @internal @throws {VerificationError} `CONTRIBUTION_INVALID` for wrong lengths; {InvalidInputError} for malformed points. */
export function decodeContribution(
  session: KeyGenerationSession,
  contribution: KeyContribution,
): DecodedContribution {
  const { threshold } = session;
  const { index, u, r, zero } = contribution;
  const fits =
    session.indices.includes(index) &&
    u.length === threshold &&
    r.length === threshold &&
    zero.length === zeroCoefficients(threshold);
  if (!fits) throw contributionInvalid(index);
  return {
    index,
    u: u.map((bytes) => decodeG1(bytes, "u")),
    r: r.map((bytes) => decodeG2(bytes, "r")),
    zero: zero.map((bytes) => decodeGt(bytes, "zero")),
  };
}

/** @internal What the commitments say of the shares of one member: g^u, ĝ^r and e(g, ĝ)^zero. */
export function committedShares(
  { u, r, zero }: Omit<DecodedContribution, "index">,
  to: number,
): {
  readonly u: G1;
  readonly r: G2;
  readonly zero: GT;
} {
  return {
    u: evaluateCommitments(u, to, G1_OPERATIONS),
    r: evaluateCommitments(r, to, G2_OPERATIONS),
    // The constant of the zero polynomial is zero: its commitment is one.
    zero: evaluateCommitments([baseGt(0n), ...zero], to, GT_OPERATIONS),
  };
}

/** @internal */
export function contributionInvalid(index: number): VerificationError {
  return new VerificationError("CONTRIBUTION_INVALID", "A member's contribution to the key is false.", {
    facts: { index },
  });
}
