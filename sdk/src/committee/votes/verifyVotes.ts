import { decodeG1, type G1 } from "../../crypto/bls/points.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { pairsWithGroup, positionsOf } from "../bls/pairings.ts";
import { requireAscending } from "../group/finishSetup.ts";
import { notAVoter, sumsWithout, type Voters } from "./voters.ts";
import { voteMessage } from "./voteMessage.ts";

/** Votes for one message, added up: everyone who may vote has signed but those named. */
export interface AggregateVote {
  /** SS = Σ s_i, compressed, 48 bytes. */
  readonly signature: Uint8Array;
  /** Who may vote and did not sign, ascending. */
  readonly absentees: readonly number[];
}

/**
 * Checks an aggregate: `e(SS, ĝ) = e(H0(apk, m), SP)·e(SH, membership key)`, with SP and SH the cached sums less the absentees
 * (Boneh–Drijvers–Neven 2018 §4). Whether those who signed are enough is for the caller.
 * @returns who signed, ascending
 * @throws {InvalidInputError} `POINT_INVALID`, `NOT_A_MEMBER`, `STATIONS_UNORDERED`, `VOTES_EMPTY`
 * @throws {VerificationError} `VOTES_FALSE`
 */
export function verifyVotes(voters: Voters, message: Uint8Array, vote: AggregateVote): readonly number[] {
  const { absentees } = vote;
  requireAscending(absentees);
  const stations = new Set(voters.stations);
  for (const station of absentees) if (!stations.delete(station)) throw notAVoter(station);
  if (stations.size === 0) throw new InvalidInputError("VOTES_EMPTY", "Nobody has voted.");
  const signature = decodeG1(vote.signature, "signature");
  const held = votesHold(voters, voteMessage(voters.committee.group, message), signature, absentees);
  if (held) return [...stations];
  throw new VerificationError("VOTES_FALSE", "The votes added up are not those of these stations for this.");
}

const keptPositions = new WeakMap<Voters, ReturnType<typeof positionsOf>>();

/** The equation alone. Of everyone together, what does not depend on the vote is kept. */
function votesHold(voters: Voters, message: G1, signature: G1, absentees: readonly number[]): boolean {
  const isEveryone = absentees.length === 0;
  const { keySum, positionSum } = sumsWithout(voters, absentees);
  // Keys that add up to nothing would sign everything at once.
  if (keySum.isZero() || positionSum.isZero()) return false;
  const kept = isEveryone ? keptPositions.get(voters) : undefined;
  const positions = kept ?? positionsOf(positionSum, voters.committee.membershipPoint);
  if (isEveryone) keptPositions.set(voters, positions);
  return pairsWithGroup({ signature, message, keySum, positions, isKeyKept: isEveryone });
}
