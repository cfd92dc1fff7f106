import { Gauge, type Registry } from "prom-client";
import type { Committee, CommitteeStatus } from "./committee.ts";

/** What the committee does, and what holds it up; counts and numbers of stations only. */
export function committeeMetrics(registry: Registry, committee: Committee): void {
  if (committee.status() === undefined) return;
  const registers = [registry];
  const gauge = (name: string, help: string, read: (status: CommitteeStatus) => number) =>
    new Gauge({
      name: `medlattice_committee_${name}`,
      help,
      registers,
      collect() {
        const status = committee.status();
        if (status !== undefined) this.set(read(status));
      },
    });
  const ofStation = (
    name: string,
    help: string,
    read: (station: CommitteeStatus["stations"][number], status: CommitteeStatus) => number,
  ) =>
    new Gauge({
      name: `medlattice_committee_${name}`,
      help,
      labelNames: ["station"],
      registers,
      collect() {
        const status = committee.status();
        for (const each of status?.stations ?? []) {
          if (status !== undefined) this.set({ station: each.station }, read(each, status));
        }
      },
    });
  gauge("epoch", "Present epoch; 0: not begun", ({ epoch }) => epoch);
  gauge("pinned_batches", "Batches of summaries that are pinned", ({ pinned }) => pinned);
  gauge("open_votes", "Proposals of this station that are not decided", ({ proposals }) => proposals.length);
  gauge("held_up_votes", "Proposals that something is known to hold up", heldUp);
  gauge("oldest_vote_time_seconds", "Unix time of the oldest open proposal; 0: none", oldest);
  gauge("signed_votes", "Votes given since the start", ({ counts }) => counts.signed);
  gauge("collected_votes", "Decisions brought to the chain since the start", collectedOf);
  gauge("equivocations", "Stations proven to have voted two ways", ({ counts }) => counts.equivocations);
  gauge("stuck", "1 when this station itself does not go on", ({ problem }) => (problem === null ? 0 : 1));
  ofStation("station_seats", "Seats in the present epoch", ({ seats }) => seats);
  ofStation("station_acting", "1 when the station's vote counts now", ({ isActing }) => Number(isActing));
  ofStation("station_false_votes", "Votes that were none, since the start", ({ falseVotes }) => falseVotes);
  ofStation("station_absences", "Of the newest decisions, those without the station", absences);
}

function heldUp({ proposals }: CommitteeStatus): number {
  return proposals.filter(({ waits }) => waits !== null).length;
}

function oldest({ proposals }: CommitteeStatus): number {
  return proposals[0]?.since ?? 0;
}

function collectedOf({ counts }: CommitteeStatus): number {
  return counts.collected;
}

function absences({ station }: CommitteeStatus["stations"][number], { decisions }: CommitteeStatus): number {
  return decisions.filter(({ absent }) => absent.includes(station)).length;
}
