import { uptime } from "node:os";
import { createAnchoring } from "./anchoring/createAnchoring.ts";
import { readController } from "./chains/readController.ts";
import { createCommittee } from "./committee/createCommittee.ts";
import { createCustody } from "./custody/createCustody.ts";
import { createCorrecting } from "./corrections/createCorrecting.ts";
import { createCorrectionTable } from "./corrections/correctionTable.ts";
import { createTombstones, welcomeUnless } from "./erasure/tombstones.ts";
import { type ChainIndex, createChainIndex } from "./index/createChainIndex.ts";
import { type Follower, followChain } from "./index/followChain.ts";
import { createIndexQueries } from "./index/queries.ts";
import { createManifestTable } from "./manifests/manifestTable.ts";
import { createReadableRecords } from "./manifests/readableRecords.ts";
import { createJobQueue } from "./outbox/jobQueue.ts";
import { createPeerClient } from "./peers/createPeerClient.ts";
import { followTlsFolder } from "./pki/followTlsFolder.ts";
import { createPeople } from "./people/createPeople.ts";
import { createSharing } from "./proxy/createSharing.ts";
import { createRelay, unknownChain } from "./relay/createRelay.ts";
import { type TxSender, createTxSender } from "./relay/txSender.ts";
import { createTxTable } from "./relay/txTable.ts";
import { createControllerCheck } from "./session/controllerCheck.ts";
import { NONCE_MIGRATIONS, createNonceTable } from "./session/nonceTable.ts";
import { createSessionStore } from "./session/sessionStore.ts";
import { openAudit } from "./audit/openAudit.ts";
import { createSummaries } from "./summaries/createSummaries.ts";
import { createStore } from "./store/createStore.ts";
import { createReplication } from "./store/replication.ts";
import { createUploads } from "./store/uploads.ts";
import { checkOnChain } from "./chains/checkOnChain.ts";
import type { ServiceInputs, Services } from "./services.ts";

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
