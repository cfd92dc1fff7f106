import { VerificationError } from "../../errors/index.ts";
import { G1_OPERATIONS } from "../bls/operations.ts";
import { pairProduct } from "../bls/gt.ts";
import { decodeG2, negG1 } from "../bls/points.ts";
import { blsContext } from "../init.ts";
import { assertIndex, evaluateCommitments } from "../primitives/shamir.ts";
import { type DealtCommitments, assertCommitments } from "./assertCommitments.ts";

export interface VerifyReencryptionShareParameters extends DealtCommitments {
  /** Y the share must re-encrypt to, G2. */
  readonly y: Uint8Array;
  readonly index: number;
  /** The share, G2. */
  readonly rk: Uint8Array;
}

/**
 * What a proxy checks before it accepts a share: `C_0 = X` and `e(g, rk) = e(Π C_j^(index^j), Y)`.
 * @throws {VerificationError} `DEAL_INVALID` for commitments of another secret or degree, `SHARE_INVALID` for a false share.
 * @throws {InvalidInputError} for malformed points.
 */
export function verifyReencryptionShare(parameters: VerifyReencryptionShareParameters): void {
  const commitments = assertCommitments(parameters);
  const index = assertIndex(parameters.index);
  const y = decodeG2(parameters.y, "y");
  const rk = decodeG2(parameters.rk, "rk");
  const d = evaluateCommitments(commitments, index, G1_OPERATIONS);
  if (
    !pairProduct([
      [negG1(blsContext().g1), rk],
      [d, y],
    ]).isOne()
  ) {
    throw new VerificationError(
      "SHARE_INVALID",
      "A re-encryption share does not belong to its commitments.",
      {
        facts: { index },
      },
    );
  }
}
