import { ABIS } from "@medlattice/sdk/abi";
import { VOTE_KIND, createStationVote, type StationApplication } from "@medlattice/sdk/committee";
import type { Logger } from "pino";
import { type Hex, encodeFunctionData } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import type { Committee, Judge } from "../committee.ts";
import { type CommitteeCall, refusalOf } from "../createCalls.ts";

/** Votes for the stations that the operator has listed, and has them admitted once that is decided. */
export interface Admissions {
  readonly judge: Judge;
  /** @returns whether something was done */
  step(view: View): Promise<boolean>;
}

export interface AdmissionOptions {
  readonly applications: readonly StationApplication[];
  readonly propose: Committee["propose"];
  readonly watch: Watch;
  readonly call: CommitteeCall;
  readonly logger: Logger;
}

const PAUSE_MS = 10_000;

export function createAdmissions(options: AdmissionOptions): Admissions {
  const { watch } = options;
  const listed = options.applications.map((application) => {
    const { slot, payload } = createStationVote(0n, application);
    return { application, slot, payload };
  });
  const pausedUntilMs = new Map<Hex, number>();

  async function admit({ application, slot }: (typeof listed)[number], epoch: number): Promise<boolean> {
    const args = [application] as const;
    try {
      await options.call(encodeFunctionData({ abi: ABIS.Committee, functionName: "admit", args }), epoch);
    } catch (error) {
      pausedUntilMs.set(slot, performance.now() + PAUSE_MS);
      if (refusalOf(error) === "StationsTaken") return false;
      // Such as an application whose proof is false: it is told, and nothing else waits for it.
      options.logger.warn({ err: error }, "a station cannot be admitted");
      return false;
    }
    watch.forgetStations();
    return true;
  }

  return {
    async judge({ slot, payload }) {
      const isListed = listed.some((each) => each.slot === slot && each.payload === payload);
      if (isListed) return { verdict: "yes" };
      return { verdict: "no", code: "APPLICATION_NOT_LISTED", why: "the operator has not listed it" };
    },
    async step({ state, stations }) {
      if (state.epoch === 0) return false;
      const taken = new Set(stations.map(({ organization }) => organization));
      let isBusy = false;
      for (const each of listed) {
        const { slot, payload } = each;
        if (taken.has(slot) || performance.now() < (pausedUntilMs.get(slot) ?? 0)) continue;
        const decided = watch.events.decision(VOTE_KIND.createStation, slot)?.payload;
        if (decided === payload) isBusy = (await admit(each, state.epoch)) || isBusy;
        else options.propose({ kind: VOTE_KIND.createStation, slot, payload });
      }
      return isBusy;
    },
  };
}
