import { concatBytes } from "../../codec/index.ts";
import type { G1 } from "../../crypto/bls/points.ts";
import { hashToG1 } from "../bls/hashToG1.ts";
import type { StationGroup } from "../group/createGroup.ts";

/** H0(apk, m) = hash_to_curve(apk ‖ m); m is the EIP-712 digest of a `Vote`. */
export function voteMessage(group: StationGroup, message: Uint8Array): G1 {
  return hashToG1(concatBytes(group.aggregateKey, message), group.domains.vote);
}
