import type { DatabaseSync } from "node:sqlite";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { Watch } from "./chain/createWatch.ts";
import type { Committee, CommitteeCounts, CommitteePeers, Judge } from "./committee.ts";
import { createCalls } from "./createCalls.ts";
import { createAdmissions } from "./epoch/createAdmissions.ts";
import { createParts } from "./createParts.ts";
import { createEpochs } from "./epoch/createEpochs.ts";
import { createSetUps } from "./epoch/createSetUps.ts";
import type { Exchange } from "./exchange/createExchange.ts";
import { contributionsReply, voteReply } from "./messages.ts";
import type { CommitteePlace } from "./place.ts";
import type { ProposalTable } from "./proposalTable.ts";
import { openVotingMeans } from "./scheme/openVotingMeans.ts";
import { createBallotBox } from "./vote/createBallotBox.ts";
import { createCollector } from "./vote/createCollector.ts";
import { createEquivocations } from "./vote/createEquivocations.ts";
import { type Voting, createVoting } from "./vote/createVoting.ts";
import { createShareTable } from "./vote/shareTable.ts";
import { createVoteTable } from "./vote/voteTable.ts";

/** What an oracle does that holds a station's voting key. */
export interface OwnStation {
  readonly peers: CommitteePeers;
  readonly exchange: Pick<Exchange, "status">;
  readonly voting: Pick<Voting, "waits">;
  /** Its number; undefined when its key is no station's. */
  number(): number | undefined;
  falseVotes(station: number): number;
  counts(): CommitteeCounts;
  /** Code of what does not go on; null when all does. */
  problem(): string | null;
  /** @returns whether there may be more to do at once */
  step(): Promise<boolean>;
  /** The same for contributions; beside the votes, which wait for nobody. */
  exchangeStep(): Promise<boolean>;
}

export interface StationOptions {
  readonly config: OracleConfig;
  readonly place: CommitteePlace;
  /** Path of the file with the voting key. */
  readonly keyFile: string;
  readonly watch: Watch;
  /** Waits for the disk: what is signed stands there. */
  readonly database: DatabaseSync;
  /** For what others sent, and can send again. */
  readonly recoverable: DatabaseSync;
  readonly proposals: ProposalTable;
  readonly judges: Map<number, Judge>;
  readonly propose: Committee["propose"];
  readonly peers: PeerClient;
  readonly relay: Relay;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

const KEPT_EPOCHS = 10;

/** @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED, KEY_MALFORMED */
export function createStation(options: StationOptions): OwnStation {
  const { place, watch, judges, peers, logger, config, proposals } = options;
  const shares = createShareTable(options.recoverable);
  const call = createCalls(place, options.relay);
  const falseVotes = new Map<number, number>();
  const parts = createParts(logger);
  let [signed, collected] = [0, 0];
  let prunedFor = 0;

  const number = (): number | undefined => {
    const index = watch.events
      .keys()
      .findIndex(({ organization }) => organization === config.organization.orgId);
    return index === -1 ? undefined : index;
  };
  const { scheme, exchange } = openVotingMeans({
    ...options,
    scheme: place.scheme,
    station: number,
    ask: (organization, json) =>
      peers.json(
        organization,
        { method: "POST", path: "/peer/v1/committee/contributions", json },
        contributionsReply,
      ),
  });
  const equivocations = createEquivocations({ place, watch, scheme, shares, call, logger });
  const box = createBallotBox({
    place,
    watch,
    scheme,
    station: number,
    judges,
    votes: createVoteTable(options.database),
    shares,
    onShare: (share) => equivocations.note(share),
    onSigned: () => (signed += 1),
  });
  const collector = createCollector({
    place,
    scheme,
    station: number,
    cast: (vote) => box.cast(vote),
    ask: (organization, vote, own) =>
      peers.json(
        organization,
        { method: "POST", path: "/peer/v1/committee/votes", json: { vote, own } },
        voteReply,
      ),
    onShare: (share) => equivocations.note(share),
    onFalse(station, reason) {
      falseVotes.set(station, (falseVotes.get(station) ?? 0) + 1);
      logger.warn({ station, reason }, "a vote is none and was left out");
    },
  });
  const decide: typeof call = async (data, epoch) => {
    await call(data, epoch);
    collected += 1;
  };
  const voting = createVoting({ watch, proposals, collector, station: number, call: decide, logger });
  const epochs = createEpochs({ ...options, scheme, station: number, call });
  const setUps = createSetUps({ watch, exchange: () => exchange.status() });
  const { applications } = config.committee;
  const admissions = createAdmissions({ applications, propose: options.propose, watch, call, logger });
  judges.set(VOTE_KIND.createStation, admissions.judge);
  judges.set(VOTE_KIND.equivocation, equivocations.judge);
  judges.set(VOTE_KIND.setUp, setUps.judge);

  function prune(epoch: number): void {
    if (epoch === prunedFor) return;
    shares.prune(epoch - KEPT_EPOCHS);
    prunedFor = epoch;
  }

  return {
    peers: {
      vote: (organization, body) => box.answer(organization, body),
      contributions: (organization, body) => exchange.answer(organization, body),
    },
    exchange,
    voting,
    number,
    falseVotes: (station) => falseVotes.get(station) ?? 0,
    counts: () => ({ signed, collected, equivocations: equivocations.count() }),
    problem: () => parts.problem(),
    exchangeStep: async () => {
      const view = watch.latest();
      return view === undefined ? false : exchange.step(view);
    },
    async step() {
      const view = await watch.look();
      const own = number();
      if (own === undefined) return false;
      if (!scheme.isOwn(watch.events.keys()[own]?.key ?? "0x")) throw otherKey();
      prune(view.state.epoch);
      const setUp = setUps.proposal(view);
      const isNeeded =
        watch.events.isBusy(view.state.epoch) || proposals.open().length > 0 || setUp !== undefined;
      const done = [
        await parts.run("votes", () => voting.step(view, setUp === undefined ? [] : [setUp])),
        await parts.run("epochs", () => epochs.step(watch.latest() ?? view, isNeeded)),
        await parts.run("admissions", () => admissions.step(view)),
        await parts.run("proofs of equivocation", () => equivocations.step()),
      ];
      return done.some(Boolean);
    },
  };
}

function otherKey(): InvalidInputError {
  return new InvalidInputError(
    "VOTING_KEY_OTHER",
    "The voting key of this oracle is not the one its organisation became a station with.",
    { hints: ["Operator: put the key file back that the station was founded with."] },
  );
}
