import { VerificationError } from "../../errors/index.ts";
import { decodeCommitments, G1_OPERATIONS } from "../bls/operations.ts";
import { decodeGt, mulGt, pair, pairProduct, powGt } from "../bls/gt.ts";
import { decodeG1, decodeG2, mulG1 } from "../bls/points.ts";
import { assertProofScalar } from "../bls/scalar.ts";
import { blsContext } from "../init.ts";
import type { Hex } from "../../codec/index.ts";
import { assertIndex, evaluateCommitments } from "../primitives/shamir.ts";
import type { ReencryptionPartial } from "./partial.ts";
import { partialChallenge } from "./partialReencrypt.ts";

export interface VerifyPartialParameters {
  readonly c1: Uint8Array;
  readonly partial: ReencryptionPartial;
  readonly commitments: readonly Uint8Array[];
  readonly y: Uint8Array;
  readonly accessId: Hex;
}

/**
 * Checks that a partial is what the committed share makes of C1: `T1 = e(g, Z)·e(D, Y)^(−c)`, `T2 = e(C1, Z)·P^(−c)`, and the
 * challenge over both is c again.
 * @throws {VerificationError} `PARTIAL_INVALID` with the index of the proxy that lied.
 * @throws {InvalidInputError} for malformed points or scalars.
 */
export function verifyPartial({ c1, partial, commitments, y, accessId }: VerifyPartialParameters): void {
  const index = assertIndex(partial.index);
  const c1Point = decodeG1(c1, "c1");
  const yPoint = decodeG2(y, "y");
  const p = decodeGt(partial.p, "p");
  const z = decodeG2(partial.proof.z, "proof.z");
  const c = assertProofScalar(partial.proof.c, "proof.c");
  const d = evaluateCommitments(decodeCommitments(commitments), index, G1_OPERATIONS);
  const t1 = pairProduct([
    [blsContext().g1, z],
    [mulG1(d, -c), yPoint],
  ]);
  const t2 = mulGt(pair(c1Point, z), powGt(p, -c));
  if (partialChallenge({ accessId, c1, d, y, p: partial.p, t1, t2 }) !== c) {
    throw new VerificationError("PARTIAL_INVALID", "A proxy's re-encryption is not what its share makes.", {
      facts: { index },
    });
  }
}
