import type { DatabaseSync } from "node:sqlite";
import { DEFAULT_CHAIN_POLICY } from "@medlattice/sdk/anchor";
import { type StateAttestation, stateAttestation } from "@medlattice/sdk/client";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { chainById } from "@medlattice/sdk/network";
import type { RecordState } from "@medlattice/sdk/record";
import type { Logger } from "pino";
import type { Hex } from "viem";
import type { OracleChains } from "../chains/openChains.ts";
import type { Committee } from "../committee/committee.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { attestState } from "../evidence/attestState.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Sharing } from "../proxy/createSharing.ts";
import { unknownChain } from "../relay/createRelay.ts";
import { createTxSender } from "../relay/txSender.ts";
import type { TxTable } from "../relay/txTable.ts";
import type { Summaries } from "../summaries/createSummaries.ts";
import { createWorker } from "../summaries/worker.ts";
import { createAccountBook } from "./accountBook.ts";
import { createAnchorTable } from "./anchorTable.ts";
import { buildProof } from "./buildProof.ts";
import type { Stationing } from "./createAnchoring.ts";
import { createAnchorDriver } from "./createAnchorDriver.ts";
import { createNews } from "./createNews.ts";
import { createPoster } from "./createPoster.ts";
import { createSigning } from "./createSigning.ts";
import { createSnapshots } from "./createSnapshots.ts";
import { createHeadTable } from "./headTable.ts";
import { createHeads } from "./heads.ts";
import { judgeSnapshot } from "./judgeSnapshot.ts";
import { observeChain } from "./observeChain.ts";
import { openPublicChain } from "./publicChain.ts";
import { type AnchorNetwork, createSignedAnchors } from "./signedAnchors.ts";
import { createSnapshotTable, createTrees } from "./snapshotTable.ts";
import { describeStation } from "./describeStation.ts";
import { createTurns } from "./turns.ts";

export interface StationInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  /** For what is made of chains. */
  readonly recoverable: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly committee: Committee;
  readonly summaries: Pick<Summaries, "reading">;
  readonly sharing: Pick<Sharing, "oracleOf" | "evidence">;
  readonly transactions: TxTable;
  readonly signer: ServiceSigner;
  readonly nowSeconds: () => number;
}

/** Snapshots before the newest final anchor's that are kept, should a public chain take that one back. */
const KEPT_SNAPSHOTS = 2;
/** What an anchor takes besides the times that are set. */
const SLACK_SECONDS = 5;

/** A station's part in snapshots and anchors; undefined for an oracle that does not read the consortium chain, or without peers. */
export function createStation(inputs: StationInputs, network: AnchorNetwork): Stationing | undefined {
  const { config, logger, database, chains, peers, committee, signer, nowSeconds } = inputs;
  const consortium = [...chains.values()].find(({ config: { home } }) => home === "consortium");
  if (consortium === undefined || peers === undefined) return undefined;
  const { chainId } = consortium.config;
  const deciding = chainById(config.network, chainId).committee;
  if (deciding === null) return undefined;
  const { anchoring } = config;
  const nowMs = (): number => performance.now();
  const oracleOf = (organization: Hex) => inputs.sharing.oracleOf(chainId, organization);
  const at = { chainId, committee: deciding.committee };

  const book = createAccountBook(inputs.recoverable);
  const heads = createHeads({
    table: createHeadTable(database),
    at,
    network: config.network,
    committee,
    oracleOf,
    nowSeconds,
  });
  const snapshots = createSnapshotTable(database);
  const treeOf = createTrees();
  const table = createAnchorTable(database);
  const isWatching = anchoring.chains.length > 0;
  const anchors = createSignedAnchors({ network, table, isWatching, logger, nowSeconds });
  const news = createNews({ peers, heads, table, anchors, logger });
  const made = createSnapshots({ ...inputs, peers, consortium, at, book, heads, snapshots, news });
  committee.judge(VOTE_KIND.anchor, judgeSnapshot({ table: heads.table, committee, chains, book }));

  const publics = anchoring.chains.map(openPublicChain);
  const { mostMissedBlocks, mostCost = DEFAULT_CHAIN_POLICY.mostCost } = anchoring.policy;
  const observers = new Map(
    publics.map((chain) => [
      chain.config.chainId,
      observeChain({ chain, threshold: network.threshold, mostMissedBlocks, nowMs }),
    ]),
  );
  const senders = new Map(
    publics.map((chain) => [
      chain.config.chainId,
      createTxSender({
        chain,
        table: inputs.transactions,
        signer,
        logger,
        gasPrice: () => observers.get(chain.config.chainId)?.gasPrice() ?? 0n,
      }),
    ]),
  );
  const own: Hex = `0x${signer.address.slice(2).toLowerCase()}`;
  const turnMs = anchoring.turnSeconds * 1_000;
  const turns = createTurns({ stations: network.stations, own, turnMs, nowMs });
  const signing = createSigning({
    network,
    table,
    heads,
    anchors,
    turns,
    peers,
    signer,
    oracleOf,
    logger,
    nowSeconds,
  });
  const driver = createAnchorDriver({
    network,
    chains: publics,
    observers,
    table,
    heads,
    anchors,
    signing,
    poster: createPoster({
      table,
      transactions: inputs.transactions,
      senders,
      from: signer.address,
      logger,
      nowMs,
    }),
    news,
    turns,
    policy: { ...anchoring.policy, mostCost },
    atOnce: anchoring.atOnce,
    anchorSeconds: anchoring.anchorSeconds,
    observeMs: anchoring.observeSeconds * 1_000,
    logger,
    nowMs,
    nowSeconds,
  });

  let starting: Promise<unknown> = Promise.resolve();
  let pulledMs = Number.NEGATIVE_INFINITY;

  async function step(): Promise<boolean> {
    if (nowMs() - pulledMs >= anchoring.observeSeconds * 1_000) {
      pulledMs = nowMs();
      await news.pull();
    }
    await heads.refresh();
    const hasMore = await driver.step();
    const [final] = table.final(Number.MAX_SAFE_INTEGER, 1);
    for (const each of final?.anchor.snapshots ?? []) {
      snapshots.prune(each.chainId, each.sequence, KEPT_SNAPSHOTS);
    }
    return hasMore;
  }

  const worker = createWorker({ name: "anchors", chainId, logger, step });
  const workers = [...made.workers.values(), worker];

  /** The institution's word: one's own, or asked for. */
  const attest = async (id: number, state: RecordState): Promise<StateAttestation> => {
    if (state.institution === config.organization.orgId) {
      return attestState({ config, chains, signer, nowSeconds }, { chainId: id, state });
    }
    const json = { chainId: id, state };
    const path = "/peer/v1/attestations";
    return peers.json(state.institution, { method: "POST", path, json }, stateAttestation);
  };

  const { list, status } = describeStation({
    network,
    table,
    heads,
    problemOf: (id) => made.workers.get(id)?.problem() ?? null,
    problem: () => worker.problem(),
    observations: () => driver.observations(),
    nowSeconds,
  });

  return {
    intake: made.intake,
    signing,
    news,
    list,
    status,
    async proofOf(entry) {
      const chain = chains.get(entry.chainId);
      if (chain === undefined) throw unknownChain(entry.chainId);
      book.collect(chain.config);
      const { snapshotSeconds, anchorSeconds, observeSeconds } = anchoring;
      const finality = driver.observations().map(({ finalitySeconds }) => finalitySeconds);
      return buildProof(chain, entry, {
        table,
        snapshots,
        book,
        treeOf,
        registries: network.registries,
        evidenceOf: async (id, recordId) => (await inputs.sharing.evidence.local(id, recordId)).evidence,
        attest,
        retryAfterSeconds: Math.ceil(
          snapshotSeconds + anchorSeconds + observeSeconds + Math.max(0, ...finality) + SLACK_SECONDS,
        ),
      });
    },
    start() {
      // A public chain that does not answer holds up nobody's start.
      starting = Promise.allSettled([...senders.values()].map((sender) => sender.start()));
      for (const each of workers) each.start();
    },
    async stop() {
      await starting;
      await Promise.all([...workers, ...senders.values()].map((each) => each.stop()));
      await news.stop();
    },
  };
}
