import { uptime } from "node:os";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { Identities } from "@medlattice/sdk/envelope";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { type Anchoring, createAnchoring } from "./anchoring/createAnchoring.ts";
import { askChain } from "./chains/askChain.ts";
import type { OracleChains } from "./chains/openChains.ts";
import { readController } from "./chains/readController.ts";
import type { Committee } from "./committee/committee.ts";
import { createCommittee } from "./committee/createCommittee.ts";
import type { OracleConfig } from "./config/oracleConfig.ts";
import { type Custody, createCustody } from "./custody/createCustody.ts";
import { type Correcting, createCorrecting } from "./corrections/createCorrecting.ts";
import { createCorrectionTable } from "./corrections/correctionTable.ts";
import { type Tombstones, createTombstones, welcomeUnless } from "./erasure/tombstones.ts";
import { type ChainIndex, createChainIndex } from "./index/createChainIndex.ts";
import { type Follower, followChain } from "./index/followChain.ts";
import { type IndexQueries, createIndexQueries } from "./index/queries.ts";
import type { ServiceSigner } from "./keys/createSigner.ts";
import { type ManifestTable, createManifestTable } from "./manifests/manifestTable.ts";
import { type ReadableRecords, createReadableRecords } from "./manifests/readableRecords.ts";
import { type JobQueue, createJobQueue } from "./outbox/jobQueue.ts";
import { type PeerClient, createPeerClient } from "./peers/createPeerClient.ts";
import { type FollowedTls, followTlsFolder } from "./pki/followTlsFolder.ts";
import { type People, createPeople } from "./people/createPeople.ts";
import { type Sharing, createSharing } from "./proxy/createSharing.ts";
import { type Relay, createRelay, unknownChain } from "./relay/createRelay.ts";
import { type TxSender, createTxSender } from "./relay/txSender.ts";
import { createTxTable } from "./relay/txTable.ts";
import { type ControllerCheck, createControllerCheck } from "./session/controllerCheck.ts";
import { NONCE_MIGRATIONS, type NonceTable, createNonceTable } from "./session/nonceTable.ts";
import { type SessionStore, createSessionStore } from "./session/sessionStore.ts";
import type { Audit } from "./audit/createAudit.ts";
import { openAudit } from "./audit/openAudit.ts";
import { type Summaries, createSummaries } from "./summaries/createSummaries.ts";
import { type Store, createStore } from "./store/createStore.ts";
import { type Replication, createReplication } from "./store/replication.ts";
import { type Uploads, createUploads } from "./store/uploads.ts";

export interface ServiceInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly nowMs: () => number;
  readonly database: DatabaseSync;
  /**
   * The same tables over a connection that does not wait for the disk, for what can be found out again: what chains say, that a job is
   * done, an answer given. Such a commit survives the death of the process; a power cut may take the last ones, and only whole ones.
   */
  readonly recoverable: DatabaseSync;
  readonly openDatabase: (
    file: string,
    migrations: readonly string[],
    synchronous: "FULL" | "NORMAL",
  ) => DatabaseSync;
  readonly chains: OracleChains;
  readonly signer: ServiceSigner;
  readonly sealingIdentity: Identities;
}

/** Everything routes are made of. */
export interface Services extends Omit<ServiceInputs, "openDatabase"> {
  readonly nowSeconds: () => number;
  readonly tls: FollowedTls | undefined;
  readonly peers: PeerClient | undefined;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly sessions: SessionStore;
  readonly nonces: NonceTable;
  readonly jobs: JobQueue;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly replication: Replication;
  readonly indexes: ReadonlyMap<number, ChainIndex>;
  readonly followers: Map<number, Follower>;
  readonly queries: IndexQueries;
  readonly readable: ReadableRecords;
  readonly manifests: ManifestTable;
  readonly relay: Relay;
  readonly people: People;
  readonly sharing: Sharing;
  readonly custody: Custody;
  readonly correcting: Correcting;
  readonly tombstones: Tombstones;
  readonly summaries: Summaries;
  /** At an authority. */
  readonly audit: Audit | undefined;
  readonly committee: Committee;
  readonly anchoring: Anchoring;
  readonly backlog: () => { transactions: number; jobs: number };
  start(): Promise<void>;
  stop(): Promise<void>;
}

const UPKEEP_MS = 60_000;
/** An oracle serves with an up-to-date index, unless that takes longer than anyone would wait for a start. */
const FIRST_INDEX_MS = 10_000;
const STOP_MS = 4_000;

/** Puts the services together; nothing runs before `start`. */
export async function createServices(inputs: ServiceInputs): Promise<Services> {
  const { config, logger, nowMs, database, recoverable, chains, signer } = inputs;
  const { limits, organization } = config;
  const nowSeconds = (): number => Math.floor(nowMs() / 1000);
  const tls = config.peer === undefined ? undefined : followTlsFolder(config.peer.tls, logger);
  const peers = tls === undefined ? undefined : createPeerClient(config.peers, tls);
  const controllers = createControllerCheck({
    read: async (query) => {
      const chain = chains.get(query.chainId);
      if (chain === undefined) throw unknownChain(query.chainId);
      return readController(chain, query);
    },
    cacheSeconds: limits.controllerCacheSeconds,
    nowMs,
  });
  const sessions = createSessionStore(database);
  const nonces = createNonceTable(
    inputs.openDatabase("nonces.sqlite", NONCE_MIGRATIONS, "NORMAL"),
    Math.ceil(Date.now() / 1000 - uptime()),
  );
  const jobs = createJobQueue({ database, recoverable, logger, nowMs });
  const tombstones = createTombstones(database);
  const store = await createStore({
    requireWelcome: welcomeUnless(tombstones),
    database,
    folder: config.dataDir,
    maxObjectBytes: limits.objectBytes,
    minFreeDiskBytes: limits.minFreeDiskBytes,
    orphanSeconds: limits.orphanSeconds,
    nowSeconds,
  });
  const uploads = createUploads(database, store, limits, nowSeconds, (content) =>
    tombstones.requireContent(content),
  );
  const replication = createReplication({ store, jobs, peers, orgId: organization.orgId, logger });
  const indexes = new Map<number, ChainIndex>();
  const senders = new Map<number, TxSender>();
  const transactions = createTxTable(database, recoverable);
  for (const [chainId, chain] of chains) {
    const index = createChainIndex({ chain, database: recoverable, logger, nowMs });
    index.onEvent((event) => {
      if (event.personId !== undefined) controllers.invalidate(event.chainId, event.personId);
      sharing.onEvent(event);
      correcting.onEvent(event);
    });
    indexes.set(chainId, index);
    senders.set(chainId, createTxSender({ chain, table: transactions, signer, logger }));
  }
  const queries = createIndexQueries(database);
  const readable = createReadableRecords({
    queries,
    isAssigned: (session, treatmentId) => people.appointments.isAssigned(session, treatmentId),
  });
  const checkSignature = checkOnChain(chains);
  const relay = createRelay({ chains, senders, table: transactions, signer });
  const people = await createPeople({
    ...inputs,
    peers,
    jobs,
    controllers,
    checkSignature,
    relay,
    nowSeconds,
  });
  const manifests = createManifestTable(database);
  const correctionTable = createCorrectionTable(database);
  const sharing = await createSharing({
    ...inputs,
    peers,
    jobs,
    queries,
    manifests,
    corrections: correctionTable,
    tombstones,
    relay,
    nowSeconds,
  });
  const custody = createCustody({ config, database, chains, checkSignature, nowSeconds });
  const correcting = createCorrecting({
    ...inputs,
    checkSignature,
    controllers,
    correctionTable,
    custody,
    jobs,
    manifests,
    nowSeconds,
    peers,
    people,
    queries,
    readable,
    replication,
    sharing,
    store,
    tombstones,
    uploads,
  });
  const summaries = createSummaries({
    ...inputs,
    nowSeconds,
    peers,
    people,
    relay,
    replication,
    sharing,
    store,
  });
  const committee = await createCommittee({
    ...inputs,
    nowSeconds,
    peers,
    relay,
    store,
    summaries,
    headOf: (chainId) => indexes.get(chainId)?.status().head ?? 0,
  });
  const audit = openAudit({ ...inputs, database: recoverable, nowSeconds, peers, store, summaries });
  const anchoring = createAnchoring({
    ...inputs,
    peers,
    committee,
    summaries,
    sharing,
    transactions,
    nowSeconds,
  });
  const followers = new Map<number, Follower>();
  let upkeep: NodeJS.Timeout | undefined;

  async function keepUp(): Promise<void> {
    sessions.purge(nowSeconds());
    nonces.purge(nowSeconds());
    await uploads.sweep(nowSeconds() - limits.orphanSeconds);
    await store.sweep();
    await people.sweep();
    await sharing.sweep();
    await correcting.sweep();
  }

  return {
    ...inputs,
    nowSeconds,
    tls,
    peers,
    controllers,
    checkSignature,
    sessions,
    nonces,
    jobs,
    store,
    uploads,
    replication,
    indexes,
    followers,
    queries,
    readable,
    manifests,
    relay,
    people,
    sharing,
    custody,
    correcting,
    tombstones,
    summaries,
    audit,
    committee,
    anchoring,
    backlog: () => ({ transactions: transactions.backlog(), jobs: jobs.backlog() }),
    async start() {
      for (const [chainId, index] of indexes) {
        const chain = chains.get(chainId);
        if (chain !== undefined) followers.set(chainId, followChain(chain.config, index, logger));
      }
      await Promise.all([...senders.values()].map((sender) => sender.start()));
      await Promise.race([
        Promise.all([...followers.values()].map((follower) => follower.firstTry)),
        new Promise((resolve) => setTimeout(resolve, FIRST_INDEX_MS).unref()),
      ]);
      people.start();
      sharing.start();
      correcting.start();
      summaries.start();
      audit?.start();
      committee.start();
      anchoring.start();
      jobs.start();
      upkeep = setInterval(() => {
        keepUp().catch((error: unknown) => logger.error({ err: error }, "upkeep failed"));
      }, UPKEEP_MS);
    },
    async stop() {
      clearInterval(upkeep);
      tls?.stop();
      await peers?.close();
      const stopped = Promise.all([
        jobs.stop(),
        sharing.stop(),
        summaries.stop(),
        audit?.stop(),
        committee.stop(),
        anchoring.stop(),
        ...[...senders.values()].map((sender) => sender.stop()),
        ...[...followers.values()].map((follower) => follower.stop()),
      ]);
      // A node that hangs must not hold up a stop: all there is to do is written down.
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
    },
  };
}

/** Signatures of people: by key, or by contract wallet on the chain they name. */
function checkOnChain(chains: OracleChains): SignatureCheck {
  return async ({ address, digest, signature, chainId }) => {
    const chain = chainId === undefined ? undefined : chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId ?? 0);
    return askChain(chain.config.chainId, () =>
      chain.client.verifyHash({ address, hash: digest, signature }),
    );
  };
}
