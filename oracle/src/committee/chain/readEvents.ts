import { ABIS } from "@medlattice/sdk/abi";
import { type Hex, type Log, decodeEventLog, isAddressEqual } from "viem";
import { askChain } from "../../chains/askChain.ts";
import type { CommitteePlace } from "../place.ts";

/** What a stretch of blocks says of the committee. */
export interface CommitteeEvents {
  readonly keys: { station: number; organization: Hex; key: Hex }[];
  readonly setups: { setup: number; size: number; members: bigint }[];
  readonly epochs: { epoch: number; drawn: boolean; setup: number; stations: bigint; seats: number }[];
  readonly decisions: {
    kind: number;
    slot: Hex;
    payload: Hex;
    epoch: number;
    present: bigint;
    txHash: Hex;
    block: number;
  }[];
  /** Whether the committee or its verifier has said anything at all. */
  readonly isAny: boolean;
  /** Whether a station came, went, or deposited. */
  hasOtherStations: boolean;
}

/** Blocks asked for at once; nodes bound the answer's size. */
export const BLOCKS_PER_STEP = 5_000;

const STATION_EVENTS: ReadonlySet<string> = new Set([
  "StationAdmitted",
  "StationDeposited",
  "StationRetired",
  "StationExpelled",
]);

/** @throws UnavailableError CHAIN_UNREACHABLE */
export async function readEvents(
  place: CommitteePlace,
  fromBlock: number,
  toBlock: number,
): Promise<CommitteeEvents> {
  const { chain, chainId, committee, voteVerifier } = place;
  const logs = await askChain(chainId, () =>
    chain.client.getLogs({
      address: [committee, voteVerifier],
      fromBlock: BigInt(fromBlock),
      toBlock: BigInt(toBlock),
    }),
  );
  const events: CommitteeEvents = {
    isAny: logs.length > 0,
    keys: [],
    setups: [],
    epochs: [],
    decisions: [],
    hasOtherStations: false,
  };
  for (const log of logs) {
    if (isAddressEqual(log.address, voteVerifier)) readVerifierLog(place, log, events);
    else readCommitteeLog(log, events);
  }
  return events;
}

function readVerifierLog(
  { committee }: CommitteePlace,
  { topics, data }: Log,
  events: CommitteeEvents,
): void {
  // Both verifiers have the interface's events, and serve any number of committees.
  const decoded = decodeEventLog({ abi: ABIS.BlsVoteVerifier, topics, data });
  if (!isAddressEqual(decoded.args.committee, committee)) return;
  if (decoded.eventName === "VotingKeyEnrolled") {
    const { station, organization, key } = decoded.args;
    events.keys.push({ station: Number(station), organization, key });
  } else {
    const { setup, size, members } = decoded.args;
    events.setups.push({ setup, size: Number(size), members });
  }
}

function readCommitteeLog(
  { topics, data, transactionHash, blockNumber }: Log,
  events: CommitteeEvents,
): void {
  const { eventName, args } = decodeEventLog({ abi: ABIS.Committee, topics, data });
  if (eventName === "EpochBegun") {
    const { epoch, drawn, setup, stations, seats } = args;
    events.epochs.push({ epoch: Number(epoch), drawn, setup, stations, seats: Number(seats) });
  } else if (eventName === "Decided") {
    const { kind, slot, payload, epoch, present } = args;
    const at = { txHash: transactionHash ?? "0x", block: Number(blockNumber ?? 0n) };
    events.decisions.push({ kind, slot, payload, epoch: Number(epoch), present, ...at });
  } else if (STATION_EVENTS.has(eventName)) {
    events.hasOtherStations = true;
  }
}
