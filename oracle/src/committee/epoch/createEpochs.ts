import { ABIS } from "@medlattice/sdk/abi";
import type { Logger } from "pino";
import { encodeFunctionData } from "viem";
import { askChain } from "../../chains/askChain.ts";
import type { View, Watch } from "../chain/createWatch.ts";
import { type CommitteeCall, refusalOf } from "../createCalls.ts";
import type { CommitteePlace } from "../place.ts";
import type { VotingScheme } from "../scheme/votingScheme.ts";

/** Registers what this station draws, and ends epochs when it is its turn (systems.md P6). */
export interface Epochs {
  /** @returns whether something was done */
  step(view: View, isNeeded: boolean): Promise<boolean>;
}

export interface EpochOptions {
  readonly place: CommitteePlace;
  readonly watch: Watch;
  readonly scheme: VotingScheme;
  /** Number of this station. */
  readonly station: () => number | undefined;
  readonly call: CommitteeCall;
  readonly nowSeconds: () => number;
  readonly logger: Logger;
}

/** An epoch in which nothing was decided, and in which nothing waits, lasts so many times as long: blocks are kept for ever. */
const IDLE_EPOCHS = 30;
/** How long the next station leaves the last one to end the epoch. */
const TURN_SECONDS = 3;
const PAUSE_MS = 2_000;
/** What means that somebody else was faster, or that the chain's clock is behind this one. */
const HARMLESS: ReadonlySet<string> = new Set(["CommitteeTooEarly", "CommitteeRegistered"]);

export function createEpochs(options: EpochOptions): Epochs {
  const { place, scheme, watch } = options;
  const { chain, chainId, medToken } = place;
  /** Epoch that was drawn for last: nothing more can be done for it. */
  let drawn = 0;
  let seen = { epoch: 0, sinceMs: 0 };
  let pausedUntilMs = 0;

  async function tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
    } catch (error) {
      pausedUntilMs = performance.now() + PAUSE_MS;
      if (!HARMLESS.has(refusalOf(error) ?? "")) throw error;
    }
    await watch.look();
    return true;
  }

  /** Weights are those of a block before the seed could be known. */
  async function draw({ settings, state, stations }: View, own: number) {
    const { round } = state;
    const account = stations[own]?.account ?? "0x";
    const at = { address: medToken, abi: ABIS.MedToken } as const;
    const [weight, total] = await askChain(chainId, () =>
      Promise.all([
        chain.client.readContract({
          ...at,
          functionName: "getPastVotes",
          args: [account, round.weightsBlock],
        }),
        chain.client.readContract({ ...at, functionName: "getPastTotalSupply", args: [round.weightsBlock] }),
      ]),
    );
    return scheme.draw(settings, round, { station: own, weight, total });
  }

  async function register(view: View, own: number): Promise<boolean> {
    const { round } = view.state;
    const { seats, proof } = await draw(view, own);
    if (seats === 0) {
      drawn = round.epoch;
      options.logger.info({ epoch: round.epoch }, "this station has drawn no seat");
      return false;
    }
    const args = [BigInt(own), proof] as const;
    return tried(async () => {
      const data = encodeFunctionData({ abi: ABIS.Committee, functionName: "register", args });
      await options.call(data, round.epoch);
      drawn = round.epoch;
    });
  }

  function isOver({ settings, state }: View, own: number, isNeeded: boolean): boolean {
    if (seen.epoch !== state.epoch) seen = { epoch: state.epoch, sinceMs: performance.now() };
    const turn = (own + state.epoch) % Math.max(1, state.stationCount);
    const length = settings.epochSeconds * (isNeeded ? 1 : IDLE_EPOCHS) + turn * TURN_SECONDS;
    const sinceSeen = (performance.now() - seen.sinceMs) / 1_000;
    return Math.max(sinceSeen, options.nowSeconds() - state.round.openedAt) >= length;
  }

  return {
    async step(view, isNeeded) {
      const { state, stations } = view;
      const own = options.station();
      if (own === undefined || state.epoch === 0 || performance.now() < pausedUntilMs) return false;
      const setup = watch.events.newestSetup();
      const mayDraw = stations[own]?.isActing === true && setup?.members.includes(own) === true;
      const { round } = state;
      if (mayDraw && drawn < round.epoch && !round.registered.includes(own)) return register(view, own);
      if (!isOver(view, own, isNeeded)) return false;
      const data = encodeFunctionData({ abi: ABIS.Committee, functionName: "advance" });
      return tried(() => options.call(data, state.epoch));
    },
  };
}
