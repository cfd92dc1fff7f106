import { PermissionError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import type { View, Watch } from "../chain/createWatch.ts";
import type { Judge, Judgement } from "../committee.ts";
import { type VoteBody, type VoteReply, voteDigest } from "../messages.ts";
import type { CommitteePlace } from "../place.ts";
import type { VotingScheme } from "../scheme/votingScheme.ts";
import type { SeenShare, ShareTable } from "./shareTable.ts";
import type { Vote, VoteTable } from "./voteTable.ts";

/** Gives this station's votes: at most one payload for a slot in an epoch, whoever asks, and only what its judge finds right. */
export interface BallotBox {
  /** Of itself, for a vote it collects. */
  cast(vote: Vote): Promise<VoteReply>;
  /** For another station. @throws PermissionError COMMITTEE_NOT_A_STATION */
  answer(organization: Hex, body: VoteBody): Promise<VoteReply>;
}

export interface BallotBoxOptions {
  readonly place: Pick<CommitteePlace, "chainId" | "committee">;
  readonly watch: Watch;
  readonly scheme: Pick<VotingScheme, "lacks" | "sign">;
  /** Number of this station. */
  readonly station: () => number | undefined;
  readonly judges: ReadonlyMap<number, Judge>;
  readonly votes: VoteTable;
  readonly shares: ShareTable;
  /** Told what others have signed. */
  readonly onShare: (share: SeenShare) => void;
  readonly onSigned: (vote: Vote) => void;
  /** How long whoever asks waits for the judge. */
  readonly judgeMs?: number;
}

/** Shorter than those who collect votes wait. */
const JUDGE_MS = 4_000;

export function createBallotBox(options: BallotBoxOptions): BallotBox {
  const { place, watch, scheme, judges, votes, shares, judgeMs = JUDGE_MS } = options;
  const judging = new Map<string, Promise<Judgement>>();

  /** A view in which the epoch of the vote is the present one, as far as the own node knows. */
  async function viewOf({ epoch }: Vote): Promise<View> {
    const view = watch.latest();
    return view?.state.epoch === epoch ? view : watch.look();
  }

  function mayVote({ state, stations }: View): boolean {
    const own = options.station();
    return own !== undefined && state.voters.includes(own) && stations[own]?.isActing === true;
  }

  async function cast(vote: Vote): Promise<VoteReply> {
    const view = await viewOf(vote);
    const { epoch } = view.state;
    if (epoch < vote.epoch) return { status: "later", code: "COMMITTEE_NODE_BEHIND" };
    if (epoch > vote.epoch) return { status: "no", code: "COMMITTEE_EPOCH_OVER" };
    if (!mayVote(view)) return { status: "no", code: "COMMITTEE_NOT_A_VOTER" };
    const setup = watch.events.setup(view.state.setup);
    if (setup === undefined) return { status: "later", code: "COMMITTEE_NODE_BEHIND" };
    const lacks = scheme.lacks(setup);
    if (lacks !== null) return { status: "later", code: lacks };
    const bound = votes.of(vote);
    if (bound !== null && bound !== vote.payload) return otherwise(vote, bound);
    if (bound === null) {
      const judged = await judgeInTime(vote);
      if (judged.verdict === "no") return { status: "no", code: judged.code };
      if (judged.verdict === "later") return { status: "later", code: judged.why };
    }
    // Another request may have bound it while this one was judged.
    if (!votes.bind(vote)) return otherwise(vote, votes.of(vote) ?? vote.payload);
    const signature = await scheme.sign(setup, voteDigest(place, vote));
    options.onSigned(vote);
    return { status: "signed", signature };
  }

  function judge({ kind, slot, payload }: Vote): Promise<Judgement> {
    const found = judges.get(kind);
    if (found !== undefined) return found({ kind, slot, payload });
    return Promise.resolve({ verdict: "no", code: "COMMITTEE_NO_JUDGE", why: "no judge of this kind" });
  }

  /** One judgement at a time of each proposal, whoever asks; what takes long is told when it is asked for again. */
  async function judgeInTime(vote: Vote): Promise<Judgement> {
    const key = `${vote.kind}:${vote.slot}:${vote.payload}`;
    const under = judging.get(key) ?? judge(vote);
    judging.set(key, under);
    const forget = () => judging.delete(key);
    // A "yes" is kept until it was asked for.
    under.then(({ verdict }) => (verdict === "yes" ? undefined : forget()), forget);
    const { promise: late, resolve } = Promise.withResolvers<Judgement>();
    const timer = setTimeout(() => resolve({ verdict: "later", why: "COMMITTEE_JUDGE_SLOW" }), judgeMs);
    const judgement = await Promise.race([under, late]).finally(() => clearTimeout(timer));
    if (judgement.verdict === "yes") forget();
    return judgement;
  }

  function otherwise(vote: Vote, payload: Hex): VoteReply {
    const known = shares.of(vote).filter((share) => share.payload === payload);
    return {
      status: "otherwise",
      payload,
      shares: known.map(({ station, signature }) => ({ station, signature })),
    };
  }

  return {
    cast,
    async answer(organization, { vote, own }) {
      const view = watch.latest() ?? (await watch.look());
      const asking = view.stations.find((each) => each.organization === organization);
      if (asking === undefined) throw notAStation();
      const { setup, epoch } = view.state;
      const reply = await cast(vote);
      // What is not voted on here is not kept either: a station could fill the disk with it.
      const isVotedOn = reply.status === "signed" || reply.status === "otherwise";
      if (own !== null && epoch === vote.epoch && isVotedOn) {
        options.onShare({ ...vote, station: asking.station, setup, signature: own });
      }
      return reply;
    },
  };
}

function notAStation(): PermissionError {
  return new PermissionError("COMMITTEE_NOT_A_STATION", "Only stations of the committee ask for votes.");
}
