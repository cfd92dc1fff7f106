import { VerificationError } from "../../errors/index.ts";
import { encodeGt, pair } from "../bls/gt.ts";
import { decodeCommitments } from "../bls/operations.ts";
import { decodeG2 } from "../bls/points.ts";
import { blsContext } from "../init.ts";
import { equalBytes } from "../../codec/index.ts";
import { assertThreshold } from "../primitives/shamir.ts";
import { type ScalarShare, verifyScalarShare } from "../threshold/scalarShares.ts";
import type { OrganizationKey } from "./key.ts";

/**
 * Checks that the shares committed to are of the inverse of Y's exponent: `e(U_0, Y) = e(g, ĝ)`. Whoever deals to an
 * organisation checks this first, for a key that does not hold could never be opened.
 * @throws {VerificationError} `ORGANIZATION_KEY_INVALID`.
 * @throws {InvalidInputError} for malformed points.
 */
export function verifyOrganizationKey({ y, threshold, commitments }: OrganizationKey): void {
  assertThreshold(threshold, commitments.length);
  const [first] = decodeCommitments(commitments);
  const yPoint = decodeG2(y, "y");
  const holds =
    first !== undefined &&
    commitments.length === threshold &&
    equalBytes(encodeGt(pair(first, yPoint)), encodeGt(blsContext().gt));
  if (!holds) {
    throw new VerificationError(
      "ORGANIZATION_KEY_INVALID",
      "An organisation's key does not fit its shares.",
      {
        facts: { threshold },
      },
    );
  }
}

export interface VerifyOrganizationShareParameters extends ScalarShare {
  readonly key: OrganizationKey;
}

/**
 * Checks a holder's own share against the public key.
 * @throws {VerificationError} `DEAL_INVALID` or `SHARE_INVALID`.
 */
export function verifyOrganizationShare({ key, index, share }: VerifyOrganizationShareParameters): void {
  const { threshold, commitments } = key;
  verifyScalarShare({ x: commitments[0] ?? new Uint8Array(), threshold, commitments, index, share });
}
