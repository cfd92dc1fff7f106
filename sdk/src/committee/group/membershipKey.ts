import { addG1, decodeG1, encodePoint, mulG1 } from "../../crypto/bls/points.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { pairsWithKnownKey } from "../bls/pairings.ts";
import { type Contribution, contributionScalar, verifyContribution } from "./contribution.ts";
import type { Committee } from "./finishSetup.ts";

/**
 * MK_i = Σ_j μ_(j, i) over the members: what the others contributed, and the station's own share. Secret, because the own share
 * is. The sum is checked by `e(MK_i, ĝ) = e(H2_i, membership key)`; if that fails, whose contribution is false is found out.
 * @param of.contributions one for each member, as `finishSetup` accepted them
 * @returns 48 bytes
 * @throws {InvalidInputError} `NOT_A_MEMBER`, `CONTRIBUTION_ABSENT` (of a member), `POINT_INVALID`
 * @throws {VerificationError} `CONTRIBUTION_FALSE` with the station; `MEMBERSHIP_KEY_FALSE` when the own secret is another
 */
export function membershipKeyOf(of: {
  readonly committee: Committee;
  readonly station: number;
  readonly secret: bigint;
  readonly contributions: readonly Contribution[];
}): Uint8Array {
  const { committee, station, secret, contributions } = of;
  const { group, members, membershipPoint } = committee;
  if (!members.includes(station))
    throw new InvalidInputError("NOT_A_MEMBER", "This station is not a member of the committee.");
  const others = members.filter((member) => member !== station);
  let sum = mulG1(group.position(station), contributionScalar(group, station, secret));
  for (const member of others) {
    const share = contributions.find(({ from }) => from === member)?.shares[station];
    if (share === undefined || share === null) {
      throw new InvalidInputError("CONTRIBUTION_ABSENT", "A member's contribution is not among these.", {
        facts: { station: member },
      });
    }
    sum = addG1(sum, decodeG1(share, "share"));
  }
  if (pairsWithKnownKey(sum, group.position(station), membershipPoint)) return encodePoint(sum);
  for (const contribution of contributions)
    if (others.includes(contribution.from)) verifyContribution(group, contribution);
  throw new VerificationError("MEMBERSHIP_KEY_FALSE", "The secret is not that of the station's voting key.");
}
