import { VOTE_KIND, setUpVote } from "@medlattice/sdk/committee";
import type { View, Watch } from "../chain/createWatch.ts";
import type { Judge, Proposal } from "../committee.ts";
import type { ExchangeStatus } from "../exchange/createExchange.ts";

/** Has the group set up anew when stations came, or one that was left out has contributed (decision 0019). */
export interface SetUps {
  /** What this station would vote for now; undefined: nothing is to be gained. */
  proposal(view: View): Proposal | undefined;
  readonly judge: Judge;
}

export interface SetUpOptions {
  readonly watch: Watch;
  readonly exchange: () => ExchangeStatus | undefined;
}

/** Epochs that a new group waits for stations that do not contribute. */
const PATIENCE_EPOCHS = 2;

export function createSetUps({ watch, exchange }: SetUpOptions): SetUps {
  let since = { size: 0, epoch: 0 };

  /** The vote on who has contributed, as this station knows it. */
  function voteOf({ state }: View, { size, members }: ExchangeStatus): Proposal {
    const { slot, payload } = setUpVote(BigInt(state.epoch), { stations: size, members });
    return { kind: VOTE_KIND.setUp, slot, payload };
  }

  return {
    proposal(view) {
      const now = exchange();
      const newest = watch.events.newestSetup();
      if (now === undefined || newest === undefined || view.state.epoch === 0) return undefined;
      const isNew = now.size > newest.size || now.members.some((each) => !newest.members.includes(each));
      if (!isNew) return undefined;
      if (since.size !== now.size) since = { size: now.size, epoch: view.state.epoch };
      const acting = view.stations.filter(({ isActing }) => isActing);
      const there = acting.filter(({ station }) => now.members.includes(station));
      const isPatient = view.state.epoch < since.epoch + PATIENCE_EPOCHS;
      if (there.length < acting.length && isPatient) return undefined;
      // A group that could not decide would stop the committee.
      return 3 * there.length > 2 * acting.length ? voteOf(view, now) : undefined;
    },
    async judge({ slot, payload }) {
      const now = exchange();
      const view = watch.latest();
      const later = { verdict: "later", why: "SETUP_DIFFERS" } as const;
      if (now === undefined || view === undefined) return later;
      // Whoever contributed is in it, and nobody else: what differs passes when the two have exchanged what they have.
      const own = voteOf(view, now);
      return own.slot === slot && own.payload === payload ? { verdict: "yes" } : later;
    },
  };
}
