import { platformRandom } from "../../crypto/index.ts";
import { type Contribution, contribute } from "../group/contribution.ts";
import { createGroup, type StationGroup } from "../group/createGroup.ts";
import { finishSetup, type Setup } from "../group/finishSetup.ts";
import { membershipKeyOf } from "../group/membershipKey.ts";
import { generateVotingKey, type VotingKey } from "../keys/votingKey.ts";
import type { VoteShare } from "../votes/aggregateVotes.ts";
import { signVote } from "../votes/signVote.ts";

/** Fresh valid inputs; a negative test changes one thing of them. */

export interface Stations {
  readonly keys: readonly VotingKey[];
  readonly group: StationGroup;
  readonly contributions: readonly Contribution[];
}

export function someStations(count: number): Stations {
  const keys = Array.from({ length: count }, () => generateVotingKey());
  const group = createGroup(keys.map(({ publicKey }) => publicKey));
  return { keys, group, contributions: keys.map(({ secret }, i) => contribute(group, i, secret)) };
}

export interface SetUp extends Stations {
  readonly setup: Setup;
  sign(station: number, message: Uint8Array): VoteShare;
}

/** Stations set up; those in `silent` never contributed. */
export function aCommittee(count: number, silent: readonly number[] = []): SetUp {
  const stations = someStations(count);
  const { group, keys } = stations;
  const contributions = stations.contributions.filter(({ from }) => !silent.includes(from));
  const setup = finishSetup(group, contributions);
  const membershipKeys = new Map(
    setup.members.map((station) => {
      const secret = keys[station]?.secret ?? 0n;
      return [station, membershipKeyOf({ committee: setup, station, secret, contributions })];
    }),
  );
  const sign = (station: number, message: Uint8Array): VoteShare => {
    const membershipKey = membershipKeys.get(station) ?? new Uint8Array();
    const signature = signVote({ group, secret: keys[station]?.secret ?? 0n, membershipKey, message });
    return { station, signature };
  };
  return { ...stations, contributions, setup, sign };
}

/** 32 bytes, as a vote's digest has. */
export function aMessage(): Uint8Array {
  return platformRandom(32);
}
