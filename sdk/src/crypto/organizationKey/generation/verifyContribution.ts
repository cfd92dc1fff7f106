import { VerificationError } from "../../../errors/index.ts";
import { baseGt, encodeGt } from "../../bls/gt.ts";
import { addG1, addG2, baseG1, baseG2, encodePoint, mulG1, mulG2 } from "../../bls/points.ts";
import { assertProofScalar } from "../../bls/scalar.ts";
import { concatBytes, equalBytes } from "../../../codec/index.ts";
import type { KeyContribution, KeyContributionShare } from "./contribution.ts";
import { committedShares, contributionInvalid, decodeContribution } from "./decodeContribution.ts";
import { constantChallenge } from "./proofOfConstant.ts";
import type { KeyGenerationSession } from "./session.ts";

/**
 * What anyone checks of a contribution: its form, its points, and both proofs of knowledge.
 * @throws {VerificationError} `CONTRIBUTION_INVALID` with the member's index.
 * @throws {InvalidInputError} for malformed points or scalars.
 */
export function verifyContribution(session: KeyGenerationSession, contribution: KeyContribution): void {
  const { index, u, r } = decodeContribution(session, contribution);
  const [u0] = u;
  const [r0] = r;
  const [u0Bytes] = contribution.u;
  const [r0Bytes] = contribution.r;
  if (u0 === undefined || r0 === undefined || u0Bytes === undefined || r0Bytes === undefined) {
    throw contributionInvalid(index);
  }
  const { u: uProof, r: rProof } = contribution.proofs;
  for (const { c, z } of [uProof, rProof]) {
    assertProofScalar(c, "proof.c");
    assertProofScalar(z, "proof.z");
  }
  const uNonce = encodePoint(addG1(baseG1(uProof.z), mulG1(u0, -uProof.c)));
  const rNonce = encodePoint(addG2(baseG2(rProof.z), mulG2(r0, -rProof.c)));
  if (
    constantChallenge("u", session, index, u0Bytes, uNonce) !== uProof.c ||
    constantChallenge("r", session, index, r0Bytes, rNonce) !== rProof.c
  ) {
    throw contributionInvalid(index);
  }
}

/**
 * What a member checks of a share it was dealt, and a judge of one shown as evidence.
 * @throws {VerificationError} `SHARE_INVALID` with the dealer's index.
 */
export function verifyContributionShare(
  session: KeyGenerationSession,
  contribution: KeyContribution,
  share: KeyContributionShare,
): void {
  const committed = committedShares(decodeContribution(session, contribution), share.to);
  const expected = concatBytes(encodePoint(committed.u), encodePoint(committed.r), encodeGt(committed.zero));
  const actual = concatBytes(
    encodePoint(baseG1(assertProofScalar(share.u, "u"))),
    encodePoint(baseG2(assertProofScalar(share.r, "r"))),
    encodeGt(baseGt(assertProofScalar(share.zero, "zero"))),
  );
  if (share.from !== contribution.index || !equalBytes(actual, expected)) {
    throw new VerificationError("SHARE_INVALID", "A share does not belong to its dealer's commitments.", {
      facts: { index: contribution.index },
    });
  }
}
