import { ABIS } from "@medlattice/sdk/abi";
import type { Hex } from "viem";
import { askChain } from "../../chains/askChain.ts";
import { stationsOf } from "../bits.ts";
import type { CommitteePlace } from "../place.ts";

/** What never changes. */
export interface CommitteeSettings {
  readonly epochSeconds: number;
  readonly expectedSeats: bigint;
  readonly minimumDeposit: bigint;
}

/** The committee at one block. */
export interface CommitteeState {
  readonly block: number;
  /** 0: not begun. */
  readonly epoch: number;
  readonly setup: number;
  /** In which epoch the present seats were taken first. */
  readonly drawnFor: number;
  /** Who may vote. */
  readonly voters: readonly number[];
  readonly seats: number;
  readonly reputation: bigint;
  readonly stationCount: number;
  /** What is drawn for: the next epoch. */
  readonly round: {
    readonly seed: Hex;
    readonly epoch: number;
    readonly openedAt: number;
    readonly weightsBlock: bigint;
    readonly registered: readonly number[];
  };
}

export function readSettings(place: CommitteePlace): Promise<CommitteeSettings> {
  const { chain, chainId, committee: address } = place;
  return askChain(chainId, async () => {
    const found = await chain.client.readContract({
      address,
      abi: ABIS.Committee,
      functionName: "settings",
    });
    const { epochSeconds, expectedSeats, minimumDeposit } = found;
    return { epochSeconds, expectedSeats: BigInt(expectedSeats), minimumDeposit };
  });
}

/** All of one block, so that an epoch that ends meanwhile leaves no mixture. */
export function readState(place: CommitteePlace, blockNumber: bigint): Promise<CommitteeState> {
  const { chain, chainId, committee: address } = place;
  const at = { address, abi: ABIS.Committee, blockNumber } as const;
  return askChain(chainId, async () => {
    const [epoch, electorate, round, count] = await Promise.all([
      chain.client.readContract({ ...at, functionName: "epoch" }),
      chain.client.readContract({ ...at, functionName: "electorate" }),
      chain.client.readContract({ ...at, functionName: "round" }),
      chain.client.readContract({ ...at, functionName: "stationCount" }),
    ]);
    return {
      block: Number(blockNumber),
      epoch: Number(epoch),
      setup: electorate.setup,
      drawnFor: Number(electorate.drawnFor),
      voters: stationsOf(electorate.stations),
      seats: electorate.seats,
      reputation: electorate.reputation,
      stationCount: Number(count),
      round: {
        seed: round.seed,
        epoch: Number(round.epoch),
        openedAt: Number(round.openedAt),
        weightsBlock: round.weightsBlock,
        registered: stationsOf(round.stations),
      },
    };
  });
}
