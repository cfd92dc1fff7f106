import { encodeAbiParameters } from "viem/utils";
import { fromHex, type Hex, keccak256, toHex } from "../../codec/index.ts";
import { encodePoint, type G2 } from "../../crypto/bls/points.ts";
import { toFr } from "../../crypto/bls/scalar.ts";
import { InvalidInputError, MedLatticeError } from "../../errors/index.ts";
import { combine } from "../bls/sums.ts";
import { COMMITTEE_DOMAIN } from "../domains.ts";
import { type Contribution, verifyContribution } from "./contribution.ts";
import type { StationGroup } from "./createGroup.ts";

/** Why a station is no member: it was silent, or an error of its contribution. */
export interface LeftOut {
  readonly station: number;
  /** `CONTRIBUTION_MISSING`, or the code of what was wrong. */
  readonly reason: string;
}

/** Who can vote, and the key that their membership is checked with. */
export interface Committee {
  readonly group: StationGroup;
  /** Stations whose contributions are complete and true, ascending. */
  readonly members: readonly number[];
  readonly leftOut: readonly LeftOut[];
  /** Σ a_j·P_j over the members; equals the group's key when nobody is left out. Compressed. */
  readonly membershipKey: Uint8Array;
  /** `keccak256(abi.encode("medlattice/committee-members/v1", groupId, uint16[] members))`. */
  readonly committeeId: Hex;
  /** @internal The membership key as a point. */
  readonly membershipPoint: G2;
}

/** A committee just made, with what its members' keys are made of. */
export interface Setup extends Committee {
  /** The true contribution of every member, in order of stations. */
  readonly accepted: readonly Contribution[];
}

/**
 * Takes the contributions that came and are true. Who is silent or sends something false is left out and named; nobody waits
 * for it and nobody has to contribute again: positions and votes stay hashed with the key of all stations, and only the key that
 * membership is checked with is the sum over those who contributed.
 * @throws {InvalidInputError} `COMMITTEE_EMPTY`
 */
export function finishSetup(group: StationGroup, contributions: readonly Contribution[]): Setup {
  const leftOut: LeftOut[] = [];
  const accepted: Contribution[] = [];
  for (let station = 0; station < group.size; station++) {
    const found = judge(group, station, contributions);
    if (typeof found === "string") leftOut.push({ station, reason: found });
    else accepted.push(found);
  }
  const members = accepted.map(({ from }) => from);
  return { ...committeeOf(group, members, leftOut), accepted };
}

/**
 * The committee of members that are known already, e.g. from the chain.
 * @throws {InvalidInputError} `COMMITTEE_EMPTY`, `STATION_UNKNOWN`, `STATIONS_UNORDERED`
 */
export function committeeOf(
  group: StationGroup,
  members: readonly number[],
  leftOut: readonly LeftOut[] = [],
): Committee {
  if (members.length === 0) throw new InvalidInputError("COMMITTEE_EMPTY", "Nobody contributed.");
  requireAscending(members);
  const membershipPoint = combine(
    members.map((station) => group.key(station)),
    members.map((station) => toFr(group.coefficient(station))),
  );
  const encoded = encodeAbiParameters(
    [{ type: "string" }, { type: "bytes32" }, { type: "uint16[]" }],
    [COMMITTEE_DOMAIN.committee, group.groupId, members],
  );
  return {
    group,
    members: [...members],
    leftOut,
    membershipPoint,
    membershipKey: encodePoint(membershipPoint),
    committeeId: toHex(keccak256(fromHex(encoded))),
  };
}

/**
 * Numbers of stations must rise, so that a list can be written in one way only.
 * @throws {InvalidInputError} `STATIONS_UNORDERED`
 */
export function requireAscending(stations: readonly number[]): void {
  if (stations.every((station, i) => i === 0 || station > (stations[i - 1] ?? -1))) return;
  throw new InvalidInputError("STATIONS_UNORDERED", "Stations must be listed once each, in rising order.");
}

/** Of several contributions of one station a true one counts, so that nobody can push it out by sending a false one. */
function judge(
  group: StationGroup,
  station: number,
  contributions: readonly Contribution[],
): Contribution | string {
  let reason = "CONTRIBUTION_MISSING";
  for (const contribution of contributions.filter(({ from }) => from === station)) {
    try {
      verifyContribution(group, contribution);
      return contribution;
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      reason = error.code;
    }
  }
  return reason;
}
