import { isPinned } from "@medlattice/sdk/committee";
import type { Hex } from "viem";
import type { ChainSetup } from "../chain/eventTable.ts";
import type { View } from "../chain/createWatch.ts";
import type { Station } from "../chain/readStations.ts";
import { type VoteReply, voteDigest } from "../messages.ts";
import type { CommitteePlace } from "../place.ts";
import type { Share, Tally, VotingScheme } from "../scheme/votingScheme.ts";
import { gather } from "./gather.ts";
import type { SeenShare } from "./shareTable.ts";
import type { Vote } from "./voteTable.ts";

/** Asks all who may vote and puts their votes together (systems.md P8, S7). */
export interface Collector {
  collect(vote: Vote, view: View, setup: ChainSetup): Promise<Collected>;
}

export interface Collected {
  /** As `decide` takes it; undefined when too few have signed. */
  readonly evidence: Hex | undefined;
  readonly signers: readonly number[];
  /** Why others have not, by station. */
  readonly missing: ReadonlyMap<number, string>;
}

export interface CollectorOptions {
  readonly place: CommitteePlace;
  readonly scheme: VotingScheme;
  /** Number of this station. */
  readonly station: () => number | undefined;
  readonly cast: (vote: Vote) => Promise<VoteReply>;
  /** Asks another station's oracle. */
  readonly ask: (organization: Hex, vote: Vote, own: Hex | null) => Promise<VoteReply>;
  /** Told what others have signed, and whether that was checked. */
  readonly onShare: (share: SeenShare) => void;
  /** Told whose vote was none. */
  readonly onFalse: (station: number, reason: string) => void;
  /** How long a vote waits for those who do not answer, and for the last ones when it has enough. */
  readonly deadlineMs?: number;
  readonly graceMs?: number;
}

interface Answer {
  readonly station: number;
  readonly reply: VoteReply;
}

const DEADLINE_MS = 5_000;
const GRACE_MS = 300;

export function createCollector(options: CollectorOptions): Collector {
  const { place, scheme } = options;
  const { deadlineMs = DEADLINE_MS, graceMs = GRACE_MS } = options;

  async function askOne({ station, organization }: Station, vote: Vote, own: Hex | null): Promise<Answer> {
    try {
      return { station, reply: await options.ask(organization, vote, own) };
    } catch {
      return { station, reply: { status: "later", code: "PEER_UNREACHABLE" } };
    }
  }

  /** What a station answered, kept as evidence of what it and others have signed. */
  function note(vote: Vote, setup: number, { station, reply }: Answer): void {
    if (reply.status === "signed") {
      options.onShare({ ...vote, station, setup, signature: reply.signature });
    } else if (reply.status === "otherwise") {
      const { payload } = reply;
      for (const share of reply.shares) options.onShare({ ...vote, payload, setup, ...share });
    }
  }

  return {
    async collect(vote, { state, stations }, setup) {
      const own = await options.cast(vote);
      const voters = stations.filter(({ station, isActing }) => isActing && state.voters.includes(station));
      const others = voters.filter(({ station }) => station !== options.station());
      const all = stations.filter(({ station }) => state.voters.includes(station));
      const signature = own.status === "signed" ? own.signature : null;
      const asked = others.map((each) => askOne(each, vote, signature));
      const gathering = gather(asked, { deadlineMs, graceMs });
      const digest = voteDigest(place, vote);
      const ownShares: Share[] = signature === null ? [] : [{ station: options.station() ?? -1, signature }];
      const sharesNow = (): Share[] => [
        ...ownShares,
        ...gathering.answers.flatMap(({ station, reply }) =>
          reply.status === "signed" ? [{ station, signature: reply.signature }] : [],
        ),
      ];
      const isEnough = (signers: readonly number[]) => isPinned(all, signers);
      let tally: Tally = { signers: [], leftOut: [], evidence: "0x" };
      let seen = -1;
      const hasNews = () =>
        gathering.answers.length > seen && isEnough(sharesNow().map(({ station }) => station));
      for (let mayCome = true; mayCome && !isEnough(tally.signers);) {
        mayCome = await gathering.wait(hasNews);
        seen = gathering.answers.length;
        tally = await scheme.tally({ setup, voters: state.voters, digest, shares: sharesNow() });
      }
      for (const answer of gathering.answers) note(vote, setup.setup, answer);
      for (const { station, reason } of tally.leftOut) options.onFalse(station, reason);
      return {
        evidence: isEnough(tally.signers) ? tally.evidence : undefined,
        signers: tally.signers,
        missing: missingOf({ all, tally, own, answers: gathering.answers, station: options.station() }),
      };
    },
  };
}

function missingOf(of: {
  readonly all: readonly Station[];
  readonly tally: Tally;
  readonly own: VoteReply;
  readonly answers: readonly Answer[];
  readonly station: number | undefined;
}): ReadonlyMap<number, string> {
  const { all, tally } = of;
  const replies = new Map(of.answers.map(({ station, reply }) => [station, reply]));
  if (of.station !== undefined) replies.set(of.station, of.own);
  const reasons = new Map(tally.leftOut.map(({ station, reason }) => [station, reason]));
  const missing = all.filter(({ station }) => !tally.signers.includes(station));
  return new Map(
    missing.map(({ station, isActing }) => {
      const why = reasons.get(station) ?? (isActing ? reasonOf(replies.get(station)) : "STATION_INACTIVE");
      return [station, why];
    }),
  );
}

function reasonOf(reply: VoteReply | undefined): string {
  if (reply === undefined) return "SILENT";
  if (reply.status === "otherwise") return "SIGNED_OTHERWISE";
  return reply.status === "signed" ? "LATE" : reply.code;
}
