import { UnavailableError } from "@medlattice/sdk/errors";
import { anchorMetrics } from "./anchoring/anchorMetrics.ts";
import { anchorRoutes } from "./anchoring/anchorRoutes.ts";
import { peerAnchorRoutes } from "./anchoring/peerAnchorRoutes.ts";
import { askChain } from "./chains/askChain.ts";
import type { Services } from "./services.ts";
import { auditMetrics } from "./audit/auditMetrics.ts";
import { auditRoutes, peerAuditRoutes } from "./audit/auditRoutes.ts";
import { committeeMetrics } from "./committee/committeeMetrics.ts";
import { committeeRoutes, peerCommitteeRoutes } from "./committee/committeeRoutes.ts";
import { custodyRoutes } from "./custody/custodyRoutes.ts";
import { correctionRoutes } from "./corrections/correctionRoutes.ts";
import { erasureRoutes, peerErasureRoutes } from "./erasure/erasureRoutes.ts";
import { transaction } from "./database/transaction.ts";
import { healthRoute } from "./health/healthRoute.ts";
import { type App, createApp } from "./http/createApp.ts";
import { documentRoutes } from "./http/documentRoutes.ts";
import { requireHost } from "./http/requireHost.ts";
import { indexRoutes } from "./index/indexRoutes.ts";
import { createOpenAccess } from "./manifests/createOpenAccess.ts";
import { manifestRoutes } from "./manifests/manifestRoutes.ts";
import { createMetrics } from "./metrics/createMetrics.ts";
import { authenticatePeers } from "./peers/peerApp.ts";
import { peopleMetrics } from "./people/peopleMetrics.ts";
import { peerPeopleRoutes, peopleRoutes } from "./people/peopleRoutes.ts";
import { peerSharingRoutes, sharingRoutes } from "./proxy/sharingRoutes.ts";
import { unknownChain } from "./relay/createRelay.ts";
import { relayRoutes } from "./relay/relayRoutes.ts";
import { authenticate } from "./session/authenticate.ts";
import { isSignedBy } from "./session/isSignedBy.ts";
import { sessionRoutes } from "./session/sessionRoutes.ts";
import { createObjectAccess } from "./store/objectAccess.ts";
import { objectRoutes } from "./store/objectRoutes.ts";
import { peerObjectRoutes } from "./store/peerObjectRoutes.ts";
import { peerSummaryRoutes } from "./summaries/peerSummaryRoutes.ts";
import { summaryMetrics } from "./summaries/summaryMetrics.ts";
import { summaryRoutes } from "./summaries/summaryRoutes.ts";
import { uploadRoutes } from "./store/uploadRoutes.ts";

export interface Served {
  readonly url: string;
  readonly peerUrl: string | undefined;
  close(): Promise<void>;
}

const SWEEP_MS = 50;

/** Opens the two sides: HTTP for people's clients, mutual TLS for other oracles. */
export async function serve(services: Services): Promise<Served> {
  const { http, peer } = services.config;
  let publicUrl = http.publicUrl?.replace(/\/$/, "") ?? "";
  const app = await createPublicApp(services, () => publicUrl);
  const peerApp = await createPeerApp(services);
  try {
    const url = await listen(app, http.host, http.port);
    publicUrl ||= url;
    const peerUrl = peerApp && peer ? await listen(peerApp, peer.host, peer.port) : undefined;
    return { url: publicUrl, peerUrl, close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close(): Promise<void> {
    // A connection whose last request ends while closing would be kept alive for another minute.
    const sweep = setInterval(() => {
      for (const { server } of [app, ...(peerApp === undefined ? [] : [peerApp])])
        server.closeIdleConnections();
    }, SWEEP_MS);
    await Promise.all([app.close(), peerApp?.close()]).finally(() => clearInterval(sweep));
  }
}

async function createPublicApp(services: Services, publicUrl: () => string): Promise<App> {
  const { config, nowSeconds, store, controllers, sessions, nonces } = services;
  const { limits, organization } = config;
  const app = await createApp({
    logger: services.logger,
    jsonBytes: limits.jsonBytes,
    corsOrigins: config.http.corsOrigins,
    requestsPerMinutePerAddress: limits.requestsPerMinutePerAddress,
    trustedProxies: config.http.trustedProxies,
  });
  requireHost(app, config.http.host, publicUrl);
  const authentication = {
    store: sessions,
    nonces,
    controllers,
    publicUrl,
    requestsPerMinutePerSession: limits.requestsPerMinutePerSession,
    nowSeconds,
  };
  await documentRoutes(app, organization.name);
  authenticate(app, authentication);
  const oracleUrls = config.network.organizations.flatMap(({ oracleUrl }) =>
    oracleUrl === null ? [] : [oracleUrl.replace(/\/$/, "")],
  );
  const chainStatuses = () => [...services.indexes.values()].map((index) => index.status());
  const metrics = createMetrics(
    app,
    {
      chains: chainStatuses,
      backlog: services.backlog,
      store: async () => ({ ...store.table.totals(), freeBytes: await store.freeBytes() }),
      nowSeconds,
    },
    config.http.metricsFrom,
  );
  peopleMetrics(metrics.registry, services.people);
  summaryMetrics(metrics.registry, services.summaries);
  auditMetrics(metrics.registry, services.audit);
  committeeMetrics(metrics.registry, services.committee);
  anchorMetrics(metrics.registry, services.anchoring);
  healthRoute(app, {
    config,
    chains: chainStatuses,
    backlog: services.backlog,
    summaries: () => services.summaries.status(),
    audit: () => services.audit?.state(),
    committee: () => services.committee.status(),
    anchoring: () => services.anchoring.status(),
    freeBytes: () => store.freeBytes(),
    nowMs: services.nowMs,
  });
  sessionRoutes(app, {
    ...authentication,
    login: {
      store: sessions,
      controllers,
      domains: () =>
        new Set([publicUrl(), ...config.http.corsOrigins, ...oracleUrls].map((url) => new URL(url).host)),
      otherOracles: new Set(oracleUrls),
      orgId: organization.orgId,
      maxSessionSeconds: limits.sessionSeconds,
      isSignedBy: async ({ chainId, address }, message, signature) => {
        const chain = services.chains.get(chainId);
        if (chain === undefined) throw unknownChain(chainId);
        return askChain(chainId, () => isSignedBy(chain.client, { address, message, signature }));
      },
      nowSeconds,
    },
  });
  relayRoutes(app, {
    relay: services.relay,
    chains: services.chains,
    anonymousPerMinute: limits.anonymousRelaysPerMinute,
  });
  indexRoutes(app, services);
  summaryRoutes(app, services);
  committeeRoutes(app, services);
  anchorRoutes(app, services);
  auditRoutes(app, services);
  peopleRoutes(app, services);
  if (config.roles.includes("institution")) custodyRoutes(app, services.custody, config);
  sharingRoutes(app, services, metrics.reencryptions);
  if (config.roles.includes("institution")) {
    correctionRoutes(app, services.correcting.corrections);
    erasureRoutes(app, { ...services, erasure: services.correcting.erasure });
  }
  const openAccess = createOpenAccess({
    ...services.sharing,
    queries: services.queries,
    accessSeconds: limits.accessSeconds,
    nowSeconds,
  });
  const atOnce = (work: () => void): void => transaction(services.database, work);
  const access = createObjectAccess({ ...services, table: store.table, openAccess });
  objectRoutes(app, { store, access, replication: services.replication, orgId: organization.orgId, atOnce });
  uploadRoutes(app, {
    uploads: services.uploads,
    replication: services.replication,
    orgId: organization.orgId,
  });
  manifestRoutes(app, {
    table: services.manifests,
    queries: services.queries,
    readable: services.readable,
    openAccess,
    accept: (chainId) => {
      const chain = services.chains.get(chainId);
      return chain && { ...services, chain: chain.config, orgId: organization.orgId, objects: store.table };
    },
    orgId: organization.orgId,
    sealingIdentity: services.sealingIdentity,
    onAccepted: (hash, record, cid) => {
      services.sharing.manifestCopies.schedule(hash);
      store.table.link(cid, { chainId: record.chainId, recordId: record.recordId });
      if (store.table.find(cid) !== undefined) services.replication.schedule(cid);
    },
    atOnce,
    nowSeconds,
  });
  return app;
}

async function createPeerApp(services: Services): Promise<App | undefined> {
  const { config, tls, store, replication } = services;
  if (tls === undefined) return undefined;
  const app = await createApp({
    logger: services.logger,
    jsonBytes: config.limits.jsonBytes,
    corsOrigins: [],
    requestsPerMinutePerAddress: config.limits.requestsPerMinutePerAddress,
    https: tls.current().server,
  });
  authenticatePeers(app, tls, new Set(config.peers.map(({ orgId }) => orgId)));
  if (config.roles.includes("provider")) peerObjectRoutes(app, { store, replication });
  peerPeopleRoutes(app, services);
  peerSharingRoutes(app, services);
  peerErasureRoutes(app, services.correcting.erasure);
  const { stationing } = services.anchoring;
  if (stationing !== undefined) peerAnchorRoutes(app, stationing, services);
  if (services.committee.peers !== undefined) peerCommitteeRoutes(app, services.committee.peers);
  if (services.summaries.intake !== undefined) peerSummaryRoutes(app, services.summaries.intake);
  peerAuditRoutes(app, services);
  return app;
}

async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    const address = await app.listen({ host, port });
    return address.replace(/\/$/, "");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw cause;
    throw new UnavailableError("PORT_BUSY", "A port of this oracle is used by another program.", {
      facts: { port },
      hints: ["Stop the other program, or choose another port in the configuration."],
      retryable: false,
      cause,
    });
  }
}
