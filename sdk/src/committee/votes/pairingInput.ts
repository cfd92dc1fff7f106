import { concatBytes } from "../../codec/index.ts";
import { baseG2, decodeG1 } from "../../crypto/bls/points.ts";
import { FR_ORDER } from "../../crypto/bls/scalar.ts";
import { encodeG1Eip2537, encodeG2Eip2537 } from "../bls/eip2537.ts";
import type { AggregateVote } from "./verifyVotes.ts";
import { sumsWithout, type Voters } from "./voters.ts";
import { voteMessage } from "./voteMessage.ts";

/**
 * What the EVM's pairing check (EIP-2537, address 0x0f) is to be given for an aggregate, 1 152 bytes: it answers 1 exactly when
 * the votes hold. `SS ‖ −ĝ ‖ H0(apk, m) ‖ SP ‖ SH ‖ membership key`.
 */
export function votePairingInput(voters: Voters, message: Uint8Array, vote: AggregateVote): Uint8Array {
  const { group, membershipPoint } = voters.committee;
  const { keySum, positionSum } = sumsWithout(voters, vote.absentees);
  return concatBytes(
    encodeG1Eip2537(decodeG1(vote.signature, "signature")),
    encodeG2Eip2537(baseG2(FR_ORDER - 1n)),
    encodeG1Eip2537(voteMessage(group, message)),
    encodeG2Eip2537(keySum),
    encodeG1Eip2537(positionSum),
    encodeG2Eip2537(membershipPoint),
  );
}
