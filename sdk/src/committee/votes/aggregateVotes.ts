import { encodePoint, decodeG1, type G1 } from "../../crypto/bls/points.ts";
import { InvalidInputError, MedLatticeError } from "../../errors/index.ts";
import { pairsWithGroup, positionsOf } from "../bls/pairings.ts";
import { sumG1, sumG2 } from "../bls/sums.ts";
import type { AggregateVote } from "./verifyVotes.ts";
import type { Voters } from "./voters.ts";
import { voteMessage } from "./voteMessage.ts";

/** What a station sent as its vote. */
export interface VoteShare {
  readonly station: number;
  /** 48 bytes. */
  readonly signature: Uint8Array;
}

export interface AggregatedVotes extends AggregateVote {
  /** Whose votes are in, ascending. */
  readonly signers: readonly number[];
  /** From whom something came but no vote is in, and why: `NOT_A_MEMBER`, `POINT_INVALID`, `VOTE_FALSE`. */
  readonly leftOut: readonly { readonly station: number; readonly reason: string }[];
}

interface Share {
  readonly station: number;
  readonly point: G1;
}

type Holds = (shares: readonly Share[]) => boolean;

/**
 * Adds up votes for one message, one of each station. All are checked at once; only if that fails are the false ones found by
 * halving, left out and named, so that one bad share costs its sender the vote and nobody else anything.
 * @throws {InvalidInputError} `VOTES_EMPTY` when no share is good; its facts count the stations that sent bad ones
 */
export function aggregateVotes(
  voters: Voters,
  message: Uint8Array,
  shares: readonly VoteShare[],
): AggregatedVotes {
  const reasons = new Map<number, string>();
  const holds = holdsFor(voters, message);
  const single = oneOfEach(decodeShares(voters, shares, reasons), holds, reasons);
  const good = goodOf(single, holds, reasons).toSorted((a, b) => a.station - b.station);
  if (good.length === 0) {
    throw new InvalidInputError("VOTES_EMPTY", "No vote is good.", { facts: { bad: reasons.size } });
  }
  const signed = new Set(good.map(({ station }) => station));
  return {
    signature: encodePoint(sumG1(good.map(({ point }) => point))),
    absentees: voters.stations.filter((station) => !signed.has(station)),
    signers: [...signed],
    leftOut: [...reasons]
      .filter(([station]) => !signed.has(station))
      .map(([station, reason]) => ({ station, reason })),
  };
}

function decodeShares(
  voters: Voters,
  shares: readonly VoteShare[],
  reasons: Map<number, string>,
): Map<number, Share[]> {
  const allowed = new Set(voters.stations);
  const decoded = new Map<number, Share[]>();
  for (const { station, signature } of shares) {
    if (!allowed.has(station)) {
      reasons.set(station, "NOT_A_MEMBER");
      continue;
    }
    try {
      const point = decodeG1(signature, "signature");
      const known = decoded.get(station) ?? [];
      if (!known.some((other) => other.point.isEqual(point)))
        decoded.set(station, [...known, { station, point }]);
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      reasons.set(station, error.code);
    }
  }
  return decoded;
}

/**
 * Of different shares in one station's name at most one is true: somebody else may have sent the others. They are told apart one
 * by one, because together they could make a sum that holds with the station counted twice.
 */
function oneOfEach(
  decoded: ReadonlyMap<number, readonly Share[]>,
  holds: Holds,
  reasons: Map<number, string>,
): Share[] {
  const single: Share[] = [];
  for (const [station, candidates] of decoded) {
    const chosen = candidates.length === 1 ? candidates[0] : candidates.find((share) => holds([share]));
    if (chosen === undefined) reasons.set(station, "VOTE_FALSE");
    else single.push(chosen);
  }
  return single;
}

/** Those that make up sums that hold; the others by halving. */
function goodOf(shares: readonly Share[], holds: Holds, reasons: Map<number, string>): readonly Share[] {
  if (shares.length === 0 || holds(shares)) return shares;
  const [only] = shares;
  if (shares.length === 1 && only !== undefined) {
    reasons.set(only.station, "VOTE_FALSE");
    return [];
  }
  const middle = shares.length >> 1;
  return [shares.slice(0, middle), shares.slice(middle)].flatMap((half) => goodOf(half, holds, reasons));
}

function holdsFor(voters: Voters, message: Uint8Array): Holds {
  const { group, membershipPoint } = voters.committee;
  const point = voteMessage(group, message);
  return (shares) => {
    const keySum = sumG2(shares.map(({ station }) => group.key(station)));
    if (keySum.isZero()) return false;
    const positionSum = sumG1(shares.map(({ station }) => group.position(station)));
    return pairsWithGroup({
      signature: sumG1(shares.map((share) => share.point)),
      message: point,
      keySum,
      positions: positionsOf(positionSum, membershipPoint),
      isKeyKept: false,
    });
  };
}
