import { fromHex, toHex } from "@medlattice/sdk/codec";
import {
  COMMITTEE_ROLE,
  type Committee,
  type Contribution,
  type Voters,
  aggregateVotes,
  committeeOf,
  createVoters,
  decodeVotes,
  drawSeats,
  encodeVotes,
  membershipKeyOf,
  proveRound,
  signVote,
  signatureOnChain,
  verifyVotes,
  type VotingKey,
  votingKeyFromChain,
} from "@medlattice/sdk/committee";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { ChainSetup } from "../chain/eventTable.ts";
import type { Groups } from "./createGroups.ts";
import type { Tally, VotingScheme } from "./votingScheme.ts";

/** What is taken in of contributions to membership keys. */
export interface KnownContributions {
  /** Of one group; each is true. */
  of(groupId: Hex): readonly Contribution[];
}

/** Votes as one BLS multisignature (systems.md P8). */
export function createBlsScheme(options: {
  readonly key: VotingKey;
  readonly groups: Groups;
  readonly contributions: KnownContributions;
  /** Number of this station. */
  readonly station: () => number | undefined;
}): VotingScheme {
  const { key, groups, contributions } = options;
  const committees = new Map<number, Committee>();
  const membershipKeys = new Map<number, Uint8Array>();
  let voters: { readonly of: string; readonly sums: Voters } | undefined;

  function committeeAt({ setup, size, members }: ChainSetup): Committee | undefined {
    const known = committees.get(setup);
    if (known !== undefined && known.members.join() === members.join()) return known;
    const group = groups(size);
    if (group === undefined) return undefined;
    const made = committeeOf(group, members);
    committees.set(setup, made);
    membershipKeys.delete(setup);
    return made;
  }

  function votersAt(setup: ChainSetup, stations: readonly number[]): Voters | undefined {
    const of = `${setup.setup}:${stations.join()}`;
    if (voters?.of === of) return voters.sums;
    const committee = committeeAt(setup);
    if (committee === undefined) return undefined;
    voters = { of, sums: createVoters(committee, stations) };
    return voters.sums;
  }

  function membershipKey(setup: ChainSetup, committee: Committee): Uint8Array {
    const known = membershipKeys.get(setup.setup);
    if (known !== undefined) return known;
    const made = membershipKeyOf({
      committee,
      station: options.station() ?? -1,
      secret: key.secret,
      contributions: contributions.of(committee.group.groupId),
    });
    membershipKeys.set(setup.setup, made);
    return made;
  }

  function lacks(setup: ChainSetup): string | null {
    const station = options.station();
    if (station === undefined || !setup.members.includes(station)) return "COMMITTEE_NOT_A_MEMBER";
    const group = groups(setup.size);
    if (group === undefined) return "COMMITTEE_NODE_BEHIND";
    const there = new Set(contributions.of(group.groupId).map(({ from }) => from));
    return setup.members.every((member) => there.has(member)) ? null : "COMMITTEE_CONTRIBUTIONS_MISSING";
  }

  return {
    isOwn: (enrolled) => toHex(votingKeyFromChain(enrolled)) === toHex(key.publicKey),
    lacks,
    async sign(setup, digest) {
      const committee = committeeAt(setup);
      if (committee === undefined) throw new RangeError("asked before what is lacking");
      const { group } = committee;
      const message = fromHex(digest);
      return toHex(
        signVote({ group, secret: key.secret, membershipKey: membershipKey(setup, committee), message }),
      );
    },
    async tally({ setup, voters: stations, digest, shares }): Promise<Tally> {
      const sums = votersAt(setup, stations);
      const none: Tally = { signers: [], leftOut: [], evidence: "0x" };
      if (sums === undefined || shares.length === 0) return none;
      const votes = shares.map(({ station, signature }) => ({ station, signature: fromHex(signature) }));
      try {
        const { signers, leftOut, ...added } = aggregateVotes(sums, fromHex(digest), votes);
        return { signers, leftOut, evidence: toHex(encodeVotes(added)) };
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.code !== "VOTES_EMPTY") throw error;
        return { ...none, leftOut: shares.map(({ station }) => ({ station, reason: "VOTE_FALSE" })) };
      }
    },
    async isVoteOf(setup, { station, signature }, digest) {
      const committee = committeeAt(setup);
      if (committee === undefined || !committee.members.includes(station)) return false;
      try {
        const alone = createVoters(committee, [station]);
        verifyVotes(alone, fromHex(digest), { signature: fromHex(signature), absentees: [] });
        return true;
      } catch (error) {
        if (error instanceof MedLatticeError) return false;
        throw error;
      }
    },
    onChain: (signature) => signatureOnChain(fromHex(signature)),
    sumOf: (evidence) => signatureOnChain(decodeVotes(fromHex(evidence)).signature),
    draw({ expectedSeats: expected }, { seed, epoch }, { weight, total }) {
      const round = { seed, epoch: BigInt(epoch), role: COMMITTEE_ROLE, expected, tokens: total };
      const proof = proveRound(round, key.secret);
      const { seats } = drawSeats(round, { publicKey: key.publicKey, proof, weight });
      return { seats, proof: signatureOnChain(proof) };
    },
  };
}
