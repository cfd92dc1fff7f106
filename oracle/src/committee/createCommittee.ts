import type { DatabaseSync } from "node:sqlite";
import { ABIS } from "@medlattice/sdk/abi";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { initCrypto } from "@medlattice/sdk/crypto";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { zeroHash } from "viem";
import { createDataFetcher } from "../audit/fetchData.ts";
import { askChain } from "../chains/askChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { Store } from "../store/createStore.ts";
import type { Summaries } from "../summaries/createSummaries.ts";
import { createWorker } from "../summaries/worker.ts";
import { type Watch, createWatch } from "./chain/createWatch.ts";
import type { Committee, CommitteeStatus, Judge, Proposal } from "./committee.ts";
import { createParts } from "./createParts.ts";
import { type OwnStation, createStation } from "./createStation.ts";
import { describeCommittee } from "./describeCommittee.ts";
import { createPins } from "./pin/createPins.ts";
import { type CommitteePlace, placeOf } from "./place.ts";
import { createProposalTable } from "./proposalTable.ts";

export interface CommitteeInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  /** For what is made of chains, or can be had again. */
  readonly recoverable: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly relay: Relay;
  readonly store: Pick<Store, "read" | "stat">;
  readonly summaries: Pick<Summaries, "views">;
  /** Newest block of a chain that this oracle has heard of. */
  readonly headOf: (chainId: number) => number;
  readonly nowSeconds: () => number;
}

/** How long nothing is looked at while no block comes and nothing waits. */
const LOOK_MS = 2_000;

/**
 * Everything an oracle does as a station of the consortium's committee (docs/bridge.md, docs/committee.md); without a voting key it reads.
 * @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED, KEY_MALFORMED
 */
export async function createCommittee(inputs: CommitteeInputs): Promise<Committee> {
  const place = placeOf(inputs.chains, inputs.config.network);
  if (place === undefined) return NONE;
  await initCrypto();
  const { database, recoverable, nowSeconds, logger } = inputs;
  const { chainId } = place;
  const proposals = createProposalTable(database);
  const judges = new Map<number, Judge>();
  const watch = createWatch(place, recoverable);

  const judge = (kind: number, of: Judge): void => {
    if (judges.has(kind)) throw judgedTwice(kind);
    judges.set(kind, of);
  };
  const propose = (proposal: Proposal): void => {
    const { kind, slot, payload } = proposal;
    if (watch.events.decision(kind, slot)?.payload === payload) return;
    if (proposals.find(kind, slot)?.payload !== payload) proposals.put(proposal, nowSeconds());
  };

  const station = openStation(inputs, { place, proposals, judges, propose, watch });
  const posted = inputs.summaries.views?.posted;
  const dataOf = createDataFetcher(inputs);
  const pins =
    station === undefined || posted === undefined
      ? undefined
      : createPins({ committee: { judge, propose }, posted, events: watch.events, dataOf });
  const parts = createParts(logger);
  let lookedAt = { head: -1, ms: 0 };

  async function step(): Promise<boolean> {
    const head = inputs.headOf(chainId);
    const isQuiet = head === lookedAt.head && proposals.open().length === 0;
    if (isQuiet && performance.now() - lookedAt.ms < LOOK_MS) return false;
    lookedAt = { head, ms: performance.now() };
    await watch.look();
    if (station === undefined) return false;
    // A batch that cannot be read holds up pins, and no other vote.
    await parts.run("pins", async () => {
      await pins?.step();
      return false;
    });
    return station.step();
  }

  const worker = createWorker({ name: "the committee's votes", chainId, logger, step });
  const exchange =
    station === undefined
      ? undefined
      : createWorker({
          name: "contributions to membership keys",
          chainId,
          logger,
          step: () => station.exchangeStep(),
        });
  return {
    judge,
    propose,
    async decisionOf(kind, slot) {
      const known = watch.events.decision(kind, slot)?.payload;
      if (known !== undefined) return known;
      // Read up to the newest block, so there is none.
      const head = inputs.headOf(chainId);
      if (head > 0 && (watch.events.cursor()?.block ?? -1) >= head) return null;
      const { chain, committee: address } = place;
      const at = { address, abi: ABIS.Committee, functionName: "decisionOf", args: [kind, slot] } as const;
      const payload = await askChain(chainId, () => chain.client.readContract(at));
      return payload === zeroHash ? null : payload;
    },
    peers: station?.peers,
    status: (): CommitteeStatus =>
      describeCommittee({
        place,
        watch,
        station,
        open: proposals.open(),
        pinned: watch.events.countOf(VOTE_KIND.pin),
        problem: worker.problem() ?? parts.problem() ?? station?.problem() ?? exchange?.problem() ?? null,
      }),
    start() {
      worker.start();
      exchange?.start();
    },
    async stop() {
      await Promise.all([worker.stop(), exchange?.stop()]);
    },
  };
}

function openStation(
  inputs: CommitteeInputs,
  of: {
    readonly place: CommitteePlace;
    readonly watch: Watch;
    readonly proposals: ReturnType<typeof createProposalTable>;
    readonly judges: Map<number, Judge>;
    readonly propose: Committee["propose"];
  },
): OwnStation | undefined {
  const { config, peers } = inputs;
  const { voting } = config.keys;
  if (voting === undefined || peers === undefined) return undefined;
  return createStation({ ...inputs, ...of, peers, keyFile: voting });
}

function judgedTwice(kind: number): InvalidInputError {
  return new InvalidInputError("COMMITTEE_JUDGED_TWICE", "Proposals of a kind have one judge.", {
    facts: { kind },
  });
}

/** Of a network without a committee, or of an oracle that does not read its consortium chain: nothing is ever decided. */
const NONE: Committee = {
  judge: () => undefined,
  propose: () => undefined,
  decisionOf: async () => null,
  peers: undefined,
  status: () => undefined,
  start: () => undefined,
  stop: async () => undefined,
};
