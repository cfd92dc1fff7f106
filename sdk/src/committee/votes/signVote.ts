import { addG1, decodeG1, encodePoint, mulG1 } from "../../crypto/bls/points.ts";
import { assertScalar } from "../../crypto/bls/scalar.ts";
import type { StationGroup } from "../group/createGroup.ts";
import { voteMessage } from "./voteMessage.ts";

/**
 * One station's vote: `s_i = sk_i·H0(apk, m) + MK_i` (systems.md P8).
 * @returns 48 bytes
 * @throws {InvalidInputError} `SCALAR_INVALID`, `POINT_INVALID`
 */
export function signVote(vote: {
  readonly group: StationGroup;
  readonly secret: bigint;
  readonly membershipKey: Uint8Array;
  readonly message: Uint8Array;
}): Uint8Array {
  const { group, secret, membershipKey, message } = vote;
  const signed = mulG1(voteMessage(group, message), assertScalar(secret, "secret"));
  return encodePoint(addG1(signed, decodeG1(membershipKey, "membershipKey")));
}
