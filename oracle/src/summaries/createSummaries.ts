import type { DatabaseSync } from "node:sqlite";
import { chainById } from "@medlattice/sdk/network";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import { readIdentities } from "../keys/readSealingIdentity.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { People } from "../people/createPeople.ts";
import type { Sharing } from "../proxy/createSharing.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { Store } from "../store/createStore.ts";
import type { Replication } from "../store/replication.ts";
import { createAllotments } from "./allotments.ts";
import { createBatchTable } from "./batchTable.ts";
import { summarySecret } from "./blindItems.ts";
import { type Collector, createCollector } from "./collectItems.ts";
import { createBatcher } from "./createBatcher.ts";
import { createFileFinder } from "./createFileFinder.ts";
import { type Intake, createIntake } from "./createIntake.ts";
import { createSectionMaker } from "./createSectionMaker.ts";
import { type PostedBatch, type PostedBatches, createPostedBatches } from "./postedBatches.ts";
import { createReputations } from "./reputations.ts";
import { createSectionTable } from "./sectionTable.ts";
import { type RecordSummary, createSummaryPaths } from "./summaryPaths.ts";
import { type Worker, createWorker } from "./worker.ts";

/** The pipeline from private chains to the inbox, as an operator sees it. Counts and codes only. */
export interface SummaryStatus {
  /** Batches in the inbox, as this oracle has read them. */
  readonly batches: number;
  /** Items whose patient had published no key when they were summarised. */
  readonly strangers: number;
  readonly chains: readonly {
    readonly chainId: number;
    /** Up to which block items were collected. */
    readonly block: number;
    readonly items: number;
    readonly posted: number;
    /** What keeps this oracle's sections from going on; null when nothing does, or when it makes none. */
    readonly problem: string | null;
  }[];
  /** At an authority. */
  readonly intake: {
    readonly sections: number;
    readonly slips: number;
    readonly offering: number;
    readonly problem: string | null;
  } | null;
}

export interface Summaries {
  /** At an authority. */
  readonly intake: Intake | undefined;
  /** Where there is an inbox. */
  readonly reading:
    | {
        batches(after: number, limit: number): Promise<readonly PostedBatch[]>;
        ofRecord(chainId: number, recordId: Hex): Promise<RecordSummary>;
      }
    | undefined;
  /** What an audit goes by (oracle/src/audit): the inbox as it was read, and the own view of private chains. */
  readonly views: { readonly posted: PostedBatches; readonly collector: Collector } | undefined;
  /** Undefined where there is no inbox. */
  status(): SummaryStatus | undefined;
  start(): void;
  stop(): Promise<void>;
}

export interface SummariesInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  /** For what is made of chains. */
  readonly recoverable: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly people: Pick<People, "keys">;
  readonly sharing: Pick<Sharing, "oracleOf">;
  readonly relay: Relay;
  readonly signer: ServiceSigner;
  readonly store: Store;
  readonly replication: Replication;
  readonly nowMs: () => number;
  readonly nowSeconds: () => number;
}

/** Everything an oracle does for summaries (docs/bridge.md): an institution's sections, an authority's batches, anybody's reading. */
export function createSummaries(inputs: SummariesInputs): Summaries {
  const { config, database, recoverable, chains, peers, logger, nowSeconds } = inputs;
  const { orgId, privateChainId } = config.organization;
  const chain = [...chains.values()].find(({ config: { home } }) => home === "consortium");
  const inbox = chain?.config.contracts.summaryInbox;
  if (chain === undefined || inbox === undefined) return NONE;
  const { chainId } = chain.config;
  const at = { chainId, inbox };
  const { summaryBlocks, summarySeconds, summaryOfferSeconds } = config.limits;
  const collector = createCollector(recoverable, nowSeconds);
  const fileOf = createFileFinder(inputs.store, peers);
  const posted = createPostedBatches({ chain, inbox, database: recoverable, fileOf });
  const sections = createSectionTable(database);
  const privates = [...chains.values()].flatMap(({ config: each }) =>
    each.home === "private" ? [each] : [],
  );
  const oracleOf = (organization: Hex) => inputs.sharing.oracleOf(chainId, organization);
  const ofRecord = createSummaryPaths({ collector, posted, sections });
  const makers = new Map<number, Worker>();

  const own = privates.find((each) => each.chainId === privateChainId);
  if (own !== undefined && peers !== undefined && config.roles.includes("institution")) {
    const { storage, sealing, previousStorage } = config.keys;
    const [identity] = readIdentities(storage ?? sealing, previousStorage);
    const maker = createSectionMaker({
      ...inputs,
      chain: own,
      at,
      orgId,
      secret: summarySecret(identity ?? ""),
      keys: inputs.people.keys,
      collector,
      posted,
      sections,
      peers,
      afterBlocks: summaryBlocks,
      afterSeconds: summarySeconds,
      patienceSeconds: 3 * (summarySeconds + summaryOfferSeconds),
    });
    makers.set(
      own.chainId,
      createWorker({
        name: "summaries",
        chainId: own.chainId,
        logger,
        idleMs: idleMs(summarySeconds),
        step: () => maker.step(),
      }),
    );
  }

  const createAuthority = () => {
    const allotments = createAllotments({
      database,
      reputations: createReputations(chain, chainById(config.network, chainId).committee?.reputation),
      collectMs: summaryOfferSeconds * 1_000,
      nowMs: inputs.nowMs,
    });
    const batcher = createBatcher({
      ...inputs,
      chain,
      inbox,
      orgId,
      sections,
      batches: createBatchTable(database),
      posted,
      allotments,
      oracleOf,
      institutions: config.network.organizations.filter(
        (each) => each.orgId !== orgId && privates.some(({ chainId: id }) => id === each.privateChainId),
      ).length,
      afterSeconds: summarySeconds,
    });
    const intake = createIntake({
      ...inputs,
      at,
      network: config.network,
      collector,
      posted,
      sections,
      allotments,
      oracleOf,
    });
    const worker = createWorker({
      name: "batches of summaries",
      chainId,
      logger,
      step: () => batcher.step(),
    });
    return { allotments, batcher, intake, worker };
  };
  const authority = config.roles.includes("authority") ? createAuthority() : undefined;

  const workers = (): Worker[] => [
    ...makers.values(),
    ...(authority === undefined ? [] : [authority.worker]),
  ];

  return {
    intake: authority?.intake,
    reading: {
      async batches(after, limit) {
        await posted.sync();
        return posted.after(after, limit);
      },
      async ofRecord(id, recordId) {
        await posted.sync();
        const followed = privates.find((each) => each.chainId === id);
        if (followed !== undefined) collector.collect(followed);
        return ofRecord(id, recordId);
      },
    },
    views: { posted, collector },
    status: () => ({
      batches: posted.newest().sequence,
      strangers: sections.strangers(),
      chains: privates.map(({ chainId: id }) => ({
        chainId: id,
        block: collector.block(id),
        items: collector.count(id),
        posted: posted.head(id).items,
        problem: makers.get(id)?.problem() ?? null,
      })),
      intake:
        authority === undefined
          ? null
          : {
              ...authority.batcher.waiting(),
              offering: authority.allotments.offering(),
              problem: authority.worker.problem(),
            },
    }),
    start() {
      for (const worker of workers()) worker.start();
    },
    async stop() {
      await Promise.all(workers().map((worker) => worker.stop()));
    },
  };
}

/** How often an institution asks whether it is its turn: a hundredth of the time it may wait. */
function idleMs(waitSeconds: number): number {
  return Math.min(5_000, Math.max(250, waitSeconds * 10));
}

/** Of a network without an inbox, or of an oracle that does not read its consortium chain. */
const NONE: Summaries = {
  intake: undefined,
  reading: undefined,
  views: undefined,
  status: () => undefined,
  start: () => undefined,
  stop: async () => undefined,
};
