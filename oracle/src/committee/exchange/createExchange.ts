import {
  type StationGroup,
  contribute,
  decodeContribution,
  encodeContribution,
  verifyContribution,
  type VotingKey,
} from "@medlattice/sdk/committee";
import { MedLatticeError, PermissionError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import type { ContributionsBody, ContributionsReply } from "../messages.ts";
import type { Groups } from "../scheme/createGroups.ts";
import type { ContributionTable } from "./contributionTable.ts";

/** How far the exchange of contributions is, over all stations there are now. */
export interface ExchangeStatus {
  /** Stations of the group. */
  readonly size: number;
  /** Whose contributions are here and true. */
  readonly members: readonly number[];
  /** Whose are not, and why. */
  readonly leftOut: readonly { readonly station: number; readonly reason: string }[];
}

/** Exchanges contributions to membership keys with all other stations, once for each group (systems.md P8, decision 0019). */
export interface Exchange {
  /** Makes the own contribution, and asks for what is missing. @returns whether something came */
  step(view: View): Promise<boolean>;
  /** For another station. @throws PermissionError COMMITTEE_NOT_A_STATION */
  answer(organization: Hex, body: ContributionsBody): Promise<ContributionsReply>;
  status(): ExchangeStatus | undefined;
}

export interface ExchangeOptions {
  readonly watch: Pick<Watch, "latest" | "look">;
  readonly key: VotingKey;
  readonly groups: Groups;
  readonly table: ContributionTable;
  /** Number of this station. */
  readonly station: () => number | undefined;
  readonly ask: (organization: Hex, body: ContributionsBody) => Promise<ContributionsReply>;
  readonly logger: Logger;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export function createExchange(options: ExchangeOptions): Exchange {
  const { watch, groups, table } = options;
  const reasons = new Map<number, string>();
  let pauseMs = FIRST_PAUSE_MS;
  let nextMs = 0;
  let rounds = 0;
  let isTold = false;
  let group: StationGroup | undefined;

  const knownOf = (of: StationGroup): readonly number[] => table.of(of.groupId).map(({ from }) => from);

  function useGroup(size: number): StationGroup | undefined {
    const found = size === 0 ? undefined : groups(size);
    if (found?.groupId === group?.groupId) return found;
    group = found;
    reasons.clear();
    [pauseMs, nextMs, isTold] = [FIRST_PAUSE_MS, 0, false];
    return found;
  }

  /** Keeps a contribution if it is true. One that is false counts against whoever brings it as its own. */
  function take(of: StationGroup, value: unknown, bringer: number | undefined): boolean {
    try {
      const contribution = decodeContribution(of, value);
      if (knownOf(of).includes(contribution.from)) return false;
      verifyContribution(of, contribution);
      table.put(of, contribution);
      reasons.delete(contribution.from);
      return true;
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      if (bringer !== undefined && !knownOf(of).includes(bringer)) {
        if (reasons.get(bringer) !== error.code) {
          options.logger.warn({ err: error, station: bringer }, "a contribution is not true");
        }
        reasons.set(bringer, error.code);
      }
      return false;
    }
  }

  function ownOf(of: StationGroup): unknown {
    const station = options.station();
    const found = table.of(of.groupId).find(({ from }) => from === station);
    return found === undefined ? null : encodeContribution(of, found);
  }

  return {
    async step({ stations }) {
      const now = useGroup(stations.length);
      const own = options.station();
      if (now === undefined || own === undefined || own >= now.size) return false;
      if (!knownOf(now).includes(own)) table.put(now, contribute(now, own, options.key.secret));
      const others = stations.filter(({ station }) => station !== own);
      const missing = others.filter(({ station }) => !knownOf(now).includes(station));
      if ((missing.length === 0 && isTold) || performance.now() < nextMs) return false;
      const body = { groupId: now.groupId, own: ownOf(now), known: [...knownOf(now)] };
      // At first everybody, who learns the own one by it; then whoever is missing, and one of the others, for they have what it sent them.
      const there = others.filter((each) => !missing.includes(each));
      const neighbour = there[rounds++ % Math.max(1, there.length)];
      const asked = !isTold ? others : neighbour === undefined ? missing : [...missing, neighbour];
      isTold = true;
      const found = await Promise.all(
        asked.map(async ({ station, organization }) => {
          try {
            const { contributions } = await options.ask(organization, body);
            return contributions.filter((each) => take(now, each, station)).length;
          } catch (error) {
            if (!(error instanceof MedLatticeError)) throw error;
            if (!knownOf(now).includes(station)) reasons.set(station, error.code);
            return 0;
          }
        }),
      );
      const isNews = found.some((count) => count > 0);
      pauseMs = isNews ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      nextMs = performance.now() + pauseMs;
      return isNews;
    },
    async answer(organization, { groupId, own, known }) {
      const { stations } = watch.latest() ?? (await watch.look());
      const asking = stations.find((each) => each.organization === organization);
      if (asking === undefined) throw notAStation();
      let now = useGroup(stations.length);
      // It may have seen a station that came just now.
      if (now?.groupId !== groupId) now = useGroup((await watch.look()).stations.length);
      if (now === undefined || now.groupId !== groupId) return { contributions: [] };
      if (own !== null && own !== undefined) take(now, own, asking.station);
      const others = table.jsonOf(groupId).filter(({ from }) => !known.includes(from));
      return { contributions: others };
    },
    status() {
      const size = watch.latest()?.stations.length ?? 0;
      const now = size === 0 ? undefined : groups(size);
      if (now === undefined) return undefined;
      const members = knownOf(now);
      const leftOut = Array.from({ length: now.size }, (_, station) => station)
        .filter((station) => !members.includes(station))
        .map((station) => ({ station, reason: reasons.get(station) ?? "CONTRIBUTION_MISSING" }));
      return { size: now.size, members, leftOut };
    },
  };
}

function notAStation(): PermissionError {
  return new PermissionError(
    "COMMITTEE_NOT_A_STATION",
    "Only stations of the committee exchange contributions.",
  );
}
