import type { DatabaseSync } from "node:sqlite";
import type { Identities } from "@medlattice/sdk/envelope";
import { ABIS } from "@medlattice/sdk/abi";
import { initCrypto } from "@medlattice/sdk/crypto";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { readIdentities } from "../keys/readSealingIdentity.ts";
import { createRewrapping } from "../keys/createRewrapping.ts";
import type { CorrectionTable } from "../corrections/correctionTable.ts";
import { hex } from "../database/columns.ts";
import { type Deals, createDeals } from "../deals/createDeals.ts";
import { createDealTable } from "../deals/dealTable.ts";
import { createVault } from "../deals/createVault.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import { type EvidenceSource, createEvidence } from "../evidence/createEvidence.ts";
import { openings } from "../evidence/openings.ts";
import { type Facts, createFacts } from "../evidence/createFacts.ts";
import { type ManifestCopies, createManifestCopies } from "../evidence/manifestCopies.ts";
import type { IndexedEvent } from "../index/createProjector.ts";
import type { IndexQueries } from "../index/queries.ts";
import { type Institution, createInstitution } from "../institution/createInstitution.ts";
import { type ScalarTable, createScalarTable } from "../institution/scalarTable.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import { type ReceiptPoster, createReceiptPoster } from "../receipts/createReceiptPoster.ts";
import { type Receipts, createReceipts } from "../receipts/createReceipts.ts";
import { createReceiptTable } from "../receipts/receiptTable.ts";
import { type Relay, unknownChain } from "../relay/createRelay.ts";
import { type AnswerTable, createAnswerTable } from "./answerTable.ts";
import { chameleonKeys } from "./chameleonKeys.ts";
import { type Covered, createCovered } from "./createCovered.ts";
import { type Proxy, createProxy } from "./createProxy.ts";
import { type Served, createServed } from "./createServed.ts";

export interface SharingInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  /** For answers: one that is lost in a power cut is made again. */
  readonly recoverable: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly jobs: JobQueue;
  readonly queries: IndexQueries;
  readonly manifests: ManifestTable;
  readonly corrections: CorrectionTable;
  readonly tombstones: Tombstones;
  readonly relay: Relay;
  readonly signer: ServiceSigner;
  readonly sealingIdentity: Identities;
  readonly nowSeconds: () => number;
}

/** Everything an oracle does for sharing records: deals, re-encryption, evidence, receipts, the institution's part. */
export interface Sharing {
  readonly facts: Facts;
  readonly evidence: EvidenceSource;
  readonly manifestCopies: ManifestCopies;
  readonly deals: Deals;
  readonly proxy: Proxy;
  readonly covered: Covered;
  readonly answers: AnswerTable;
  readonly served: Served;
  readonly receipts: Receipts;
  readonly institution: Institution;
  readonly scalars: ScalarTable;
  /** Account of an organisation's oracle, as the chains name it. */
  readonly oracleOf: (chainId: number, organization: Hex) => Hex | undefined;
  /** Posts all receipts that wait, now. */
  flushReceipts(): Promise<void>;
  /** Told of every event of the chains. */
  onEvent(event: IndexedEvent): void;
  start(): void;
  stop(): Promise<void>;
  sweep(): Promise<void>;
}

export async function createSharing(inputs: SharingInputs): Promise<Sharing> {
  const { config, logger, database, chains, signer, queries, manifests, tombstones, nowSeconds } = inputs;
  const { orgId } = config.organization;
  await initCrypto();
  const { storage, previousStorage } = config.keys;
  const identities =
    storage === undefined ? [inputs.sealingIdentity].flat() : readIdentities(storage, previousStorage);
  const vault = await createVault(identities);
  const rewrapping = createRewrapping({ database, identities, logger });
  const facts = createFacts(inputs);
  const evidence = createEvidence({ ...inputs, facts, openingOf: openings(database) });
  const deals = createDeals({ ...inputs, facts, vault, table: createDealTable(database) });
  const scalars = createScalarTable(database);
  const answers = createAnswerTable(inputs.recoverable);
  const oracleOf = oraclesOf(database);
  const receiptTable = createReceiptTable(database);
  const receipts = createReceipts({
    ...inputs,
    network: config.network,
    table: receiptTable,
    orgId,
    oracleOf,
  });
  const posters = [...chains.values()].map((chain) => posterFor(chain));

  function posterFor(chain: OracleChain): ReceiptPoster {
    const { receiptBatchSize: batchSize, receiptBatchSeconds: batchSeconds } = config.limits;
    return createReceiptPoster({
      ...inputs,
      chain,
      table: receiptTable,
      signer,
      orgId,
      batchSize,
      batchSeconds,
    });
  }

  const sharing: Sharing = {
    facts,
    scalars,
    oracleOf,
    evidence,
    manifestCopies: createManifestCopies(inputs),
    deals,
    answers,
    receipts,
    served: createServed({ ...inputs, answers }),
    proxy: createProxy({
      ...inputs,
      facts,
      evidence,
      deals,
      answers,
      receipts,
      vault,
      chameleonKeysOf: chameleonKeys(database),
      tombstones,
    }),
    covered: createCovered({ config, facts, deals, queries }),
    institution: createInstitution({
      config,
      chainOf: (chainId) => chainOf(chains, chainId).config,
      scalars,
      vault,
      pendingManifest({ chainId, recordId, version }) {
        const { document } = inputs.corrections.pendingFor(chainId, recordId, version) ?? {};
        return document?.statement.manifestHash;
      },
      requireVersion: (key) => tombstones.requireVersion(key),
      queries,
      manifests,
      facts,
      keyManifestRootOf: (chainId, personId) => keyManifestRootOf(chainOf(chains, chainId), personId),
      nowSeconds,
    }),
    async flushReceipts() {
      for (const poster of posters) await poster.run(true);
    },
    onEvent({ contract, name }) {
      if (contract !== "consentRegistry" || name !== "GrantRevoked") return;
      deals
        .sweep()
        .catch((error: unknown) => logger.error({ err: error }, "shares of a revoked grant remain"));
    },
    start() {
      for (const poster of posters) poster.start();
      rewrapping.start();
    },
    async stop() {
      await Promise.all([...posters.map((poster) => poster.stop()), rewrapping.stop()]);
    },
    async sweep() {
      answers.purge(nowSeconds() - config.limits.accessSeconds);
      await deals.sweep();
    },
  };
  return sharing;
}

function chainOf(chains: OracleChains, chainId: number): OracleChain {
  const chain = chains.get(chainId);
  if (chain === undefined) throw unknownChain(chainId);
  return chain;
}

function keyManifestRootOf({ client, config }: OracleChain, personId: Hex): Promise<Hex> {
  return askChain(config.chainId, () =>
    client.readContract({
      address: config.contracts.identityRegistry,
      abi: ABIS.IdentityRegistry,
      functionName: "keyManifestRootOf",
      args: [personId],
    }),
  );
}

/** Accounts of oracles, as the chains' organisation registries have told them. */
function oraclesOf(database: DatabaseSync): (chainId: number, organization: Hex) => Hex | undefined {
  const select = database.prepare(
    "SELECT lower(oracle) AS oracle FROM organizations WHERE chain_id = ? AND org_id = ?",
  );
  return (chainId, organization) => {
    const oracle = select.get(chainId, organization)?.["oracle"];
    return oracle === null || oracle === undefined ? undefined : hex(oracle);
  };
}
