import type { G1, G2 } from "../../crypto/bls/points.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { subtract, sumG1, sumG2 } from "../bls/sums.ts";
import { type Committee, requireAscending } from "../group/finishSetup.ts";

/** Members that may vote, e.g. those drawn for an epoch, with their sums: computed once, used for every vote. */
export interface Voters {
  readonly committee: Committee;
  /** Ascending. */
  readonly stations: readonly number[];
  /** @internal Σ P_i. */
  readonly keySum: G2;
  /** @internal Σ H2(apk, i). */
  readonly positionSum: G1;
}

/**
 * Sums up the voters.
 * @param stations all members unless given
 * @throws {InvalidInputError} `NOT_A_MEMBER`, `STATIONS_UNORDERED`, `VOTERS_EMPTY`
 */
export function createVoters(committee: Committee, stations: readonly number[] = committee.members): Voters {
  const { group } = committee;
  const members = new Set(committee.members);
  if (stations.length === 0) throw new InvalidInputError("VOTERS_EMPTY", "There is nobody to vote.");
  requireAscending(stations);
  for (const station of stations) if (!members.has(station)) throw notAVoter(station);
  return {
    committee,
    stations: [...stations],
    keySum: sumG2(stations.map((station) => group.key(station))),
    positionSum: sumG1(stations.map((station) => group.position(station))),
  };
}

/** @internal The sums over all voters but some; from whichever side there are fewer points to add. */
export function sumsWithout(
  voters: Voters,
  absentees: readonly number[],
): { readonly keySum: G2; readonly positionSum: G1 } {
  if (absentees.length === 0) return voters;
  const { group } = voters.committee;
  const missing = new Set(absentees);
  const present = voters.stations.filter((station) => !missing.has(station));
  const fewer = present.length < absentees.length ? present : absentees;
  const keySum = sumG2(fewer.map((station) => group.key(station)));
  const positionSum = sumG1(fewer.map((station) => group.position(station)));
  if (fewer === present) return { keySum, positionSum };
  return {
    keySum: subtract(voters.keySum, keySum),
    positionSum: subtract(voters.positionSum, positionSum),
  };
}

/** @internal */
export function notAVoter(station: number): InvalidInputError {
  return new InvalidInputError("NOT_A_MEMBER", "A station is not among those who may vote.", {
    facts: { station },
  });
}
