import {
  aggregateVotes,
  type Committee,
  contribute,
  createGroup,
  createVoters,
  drawSeats,
  finishSetup,
  membershipKeyOf,
  proveRound,
  type SortitionRound,
  signVote,
  verifyVotes,
  type VoteShare,
} from "@medlattice/sdk/committee";
import { dealtCommittee } from "../../../sdk/src/committee/testing/dealtCommittee.ts";
import type { Member } from "./simulateVote.ts";
import type { Station } from "./stations.ts";

/** Milliseconds that this machine took; they are told, and enter nothing that is simulated. */
export interface RealVote {
  readonly stations: number;
  readonly members: number;
  readonly signers: number;
  /** Signing one share, on average. */
  readonly signMs: number;
  /** Adding all shares up, of which one was false: it is found and left out. */
  readonly aggregateMs: number;
  readonly leftOut: readonly number[];
  /** Checking the aggregate; the sums of this committee are kept. */
  readonly verifyMs: number;
  /** Checking one station's draw. */
  readonly verifyDrawMs: number;
}

export interface RealSetup {
  readonly stations: number;
  readonly members: number;
  readonly leftOut: readonly { readonly station: number; readonly reason: string }[];
  /** All contributions made, checked and added up, in one thread. */
  readonly ms: number;
  readonly contributionBytes: number;
}

/** A committee whose members can sign. */
export interface Signing {
  readonly committee: Committee;
  readonly sign: (station: number, message: Uint8Array) => VoteShare;
}

/** Sets a group up as stations do it: everyone contributes to everyone; who is silent is left out. */
export function setUpReally(stations: readonly Station[]): Signing & { readonly setup: RealSetup } {
  const started = performance.now();
  const group = createGroup(stations.map(({ key }) => key.publicKey));
  const contributions = stations
    .filter(({ isSilent }) => !isSilent)
    .map(({ number, key }) => contribute(group, number, key.secret));
  const committee = finishSetup(group, contributions);
  const keys = new Map(
    committee.members.map((station) => {
      const secret = stations[station]?.key.secret ?? 0n;
      return [station, membershipKeyOf({ committee, station, secret, contributions: committee.accepted })];
    }),
  );
  const setup = {
    stations: stations.length,
    members: committee.members.length,
    leftOut: committee.leftOut,
    ms: performance.now() - started,
    contributionBytes: contributions.length * (stations.length - 1) * 48,
  };
  const sign = (station: number, message: Uint8Array): VoteShare => {
    const secret = stations[station]?.key.secret ?? 0n;
    const membershipKey = keys.get(station) ?? new Uint8Array();
    return { station, signature: signVote({ group, secret, membershipKey, message }) };
  };
  return { committee, sign, setup };
}

/** The same without the n² contributions, for larger groups. */
export function dealReally(stations: readonly Station[]): Signing {
  return dealtCommittee(stations.map(({ key }) => key.secret));
}

/**
 * One vote with real draws and real signatures: who is silent says nothing, one of the others signs something else.
 * @throws when anything does not come out as the protocol promises
 */
export function voteReally(
  signing: Signing,
  stations: readonly Station[],
  round: SortitionRound,
  drawn: readonly Member[],
): RealVote {
  const { committee, sign } = signing;
  const isMember = new Set(committee.members);
  const voters = drawn
    .filter(({ station }) => isMember.has(station))
    .toSorted((a, b) => a.station - b.station);
  const message = new Uint8Array(32).fill(0x11);
  const other = new Uint8Array(32).fill(0x22);
  const present = voters.filter(({ isSilent }) => !isSilent);
  const started = performance.now();
  const shares = present.map(({ station }, i) => sign(station, i === 0 ? other : message));
  const signed = performance.now();
  const electorate = createVoters(
    committee,
    voters.map(({ station }) => station),
  );
  const summed = performance.now();
  const vote = aggregateVotes(electorate, message, shares);
  const aggregated = performance.now();
  verifyVotes(electorate, message, vote);
  const verified = performance.now();
  requireSeats(stations, round, voters);
  const drawnMs = performance.now() - verified;
  return {
    stations: stations.length,
    members: voters.length,
    signers: vote.signers.length,
    signMs: (signed - started) / Math.max(1, shares.length),
    aggregateMs: aggregated - summed,
    leftOut: vote.leftOut.map(({ station }) => station),
    verifyMs: verified - aggregated,
    verifyDrawMs: drawnMs / voters.length,
  };
}

/** Every member's draw is checked as any verifier would, and must give the seats it was simulated with. */
function requireSeats(stations: readonly Station[], round: SortitionRound, voters: readonly Member[]): void {
  for (const { station, seats } of voters) {
    const of = stations[station];
    if (of === undefined) throw new Error(`Station ${station} is unknown.`);
    const proof = proveRound(round, of.key.secret);
    const drawn = drawSeats(round, { publicKey: of.key.publicKey, proof, weight: of.tokens });
    if (drawn.seats !== seats) throw new Error(`Station ${station} drew ${drawn.seats} seats, not ${seats}.`);
  }
}
