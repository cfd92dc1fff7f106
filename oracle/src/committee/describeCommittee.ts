import type { Watch } from "./chain/createWatch.ts";
import type { CommitteeStatus } from "./committee.ts";
import type { OwnStation } from "./createStation.ts";
import type { CommitteePlace } from "./place.ts";
import type { KeptProposal } from "./proposalTable.ts";

/** Decisions that are shown. */
const NEWEST = 20;

/** The committee as this oracle saw it last. */
export function describeCommittee(of: {
  readonly place: CommitteePlace;
  readonly watch: Watch;
  readonly station: OwnStation | undefined;
  readonly open: readonly KeptProposal[];
  readonly pinned: number;
  readonly problem: string | null;
}): CommitteeStatus {
  const { place, watch, station: own } = of;
  const view = watch.latest();
  const registered = new Set(view?.state.round.registered);
  return {
    chainId: place.chainId,
    contract: place.committee,
    station: own?.number() ?? null,
    epoch: view?.state.epoch ?? 0,
    endsAt: view === undefined ? 0 : view.state.round.openedAt + view.settings.epochSeconds,
    seats: view?.state.seats ?? 0,
    reputation: view?.state.reputation ?? 0n,
    stations: (view?.stations ?? []).map((each) => ({
      station: each.station,
      organization: each.organization,
      status: each.status,
      isActing: each.isActing,
      deposit: each.deposit,
      seats: each.seats,
      reputation: each.reputation,
      isRegistered: registered.has(each.station),
      falseVotes: own?.falseVotes(each.station) ?? 0,
    })),
    exchange: own?.exchange.status() ?? null,
    pinned: of.pinned,
    decisions: watch.events.decisions(NEWEST),
    proposals: of.open.map((proposal) => {
      const waits = own?.voting.waits(proposal) ?? null;
      const missing = [...(waits?.missing ?? [])].map(([station, reason]) => ({ station, reason }));
      const { kind, slot, payload, created: since } = proposal;
      return { kind, slot, payload, since, waits: waits?.code ?? null, missing };
    }),
    counts: own?.counts() ?? { signed: 0, collected: 0, equivocations: 0 },
    problem: of.problem,
  };
}
