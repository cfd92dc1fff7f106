import { committeeExchange } from "@medlattice/sdk/client";
import { z } from "zod";
import type { AnchorStatus } from "../anchoring/createAnchoring.ts";
import type { CommitteeStatus } from "../committee/committee.ts";
import type { AuditState } from "../audit/createAudit.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { App } from "../http/createApp.ts";
import type { IndexStatus } from "../index/createChainIndex.ts";
import type { SummaryStatus } from "../summaries/createSummaries.ts";

const chainHealth = z.object({
  chainId: z.int(),
  name: z.string(),
  head: z.int(),
  indexed: z.int(),
  headAgeSeconds: z.number(),
  /** Since the node last answered; null when it never has. */
  silentSeconds: z.number().nullable(),
  ok: z.boolean(),
});

/** The pipeline from private chains to the inbox. Others can work while it waits, so it decides nothing about `ok`. */
const summaryHealth = z.object({
  batches: z.int(),
  strangers: z.int(),
  chains: z.array(
    z.object({
      chainId: z.int(),
      block: z.int(),
      items: z.int(),
      posted: z.int(),
      problem: z.string().nullable(),
    }),
  ),
  intake: z
    .object({ sections: z.int(), slips: z.int(), offering: z.int(), problem: z.string().nullable() })
    .nullable(),
});

/** What the auditor found; it says something about others, and nothing about whether this oracle can work. */
const auditHealth = z.object({
  batches: z.int(),
  sound: z.int(),
  differs: z.int(),
  open: z.int(),
  problem: z.string().nullable(),
});

/** The committee's votes; they wait by themselves, so they decide nothing about `ok` either. */
const committeeHealth = z.object({
  station: z.int().nullable(),
  epoch: z.int(),
  stations: z.int(),
  exchange: committeeExchange.nullable(),
  pinned: z.int(),
  open: z.int(),
  /** Code of what holds up the oldest vote that something is known to hold up. */
  waits: z.string().nullable(),
  problem: z.string().nullable(),
});

/** From decided snapshots to public chains; others work while it waits, so it decides nothing about `ok` either. */
const anchorHealth = z.object({
  sequence: z.int(),
  final: z.int(),
  backlog: z.int(),
  lag: z.number(),
  snapshots: z.array(
    z.object({
      chainId: z.int(),
      vouched: z.int(),
      decided: z.int(),
      anchored: z.int(),
      problem: z.string().nullable(),
    }),
  ),
  chains: z.array(
    z.object({
      chainId: z.int(),
      headAgeSeconds: z.number().nullable(),
      nodes: z.int(),
      agreeingNodes: z.int(),
    }),
  ),
  problem: z.string().nullable(),
});

const healthReply = z.object({
  ok: z.boolean(),
  organization: z.string(),
  orgId: z.string(),
  roles: z.array(z.string()),
  chains: z.array(chainHealth),
  outbox: z.object({ transactions: z.int(), jobs: z.int() }),
  summaries: summaryHealth.nullable(),
  committee: committeeHealth.nullable(),
  anchoring: anchorHealth.nullable(),
  /** At an authority. */
  audit: auditHealth.nullable(),
  disk: z.object({ freeBytes: z.number(), ok: z.boolean() }),
});

export interface HealthRouteOptions {
  readonly config: OracleConfig;
  readonly chains: () => readonly IndexStatus[];
  readonly backlog: () => { transactions: number; jobs: number };
  readonly summaries: () => SummaryStatus | undefined;
  readonly committee: () => CommitteeStatus | undefined;
  readonly anchoring: () => AnchorStatus | undefined;
  readonly audit: () => AuditState | undefined;
  readonly freeBytes: () => Promise<number>;
  readonly nowMs: () => number;
}

/** A node that has not answered for this long is taken for gone. */
const SILENCE_LIMIT_SECONDS = 30;
/** An index further behind than this answers with what is no longer so. */
const BLOCKS_BEHIND_LIMIT = 100;

/** Whether the oracle can do its work: chains answer, the index keeps up, the disk has room. 503 when not. */
export function healthRoute(app: App, options: HealthRouteOptions): void {
  const { config } = options;
  app.route({
    method: "GET",
    url: "/health",
    schema: {
      summary: "Whether this oracle can do its work",
      tags: ["operation"],
      response: { 200: healthReply, 503: healthReply },
    },
    handler: async (_request, reply) => {
      const chains = options.chains().map((status) => describe(status, config, options.nowMs()));
      const freeBytes = await options.freeBytes();
      const diskOk = freeBytes >= config.limits.minFreeDiskBytes;
      const ok = diskOk && chains.every((chain) => chain.ok);
      return reply.code(ok ? 200 : 503).send({
        ok,
        organization: config.organization.name,
        orgId: config.organization.orgId,
        roles: [...config.roles],
        chains,
        outbox: options.backlog(),
        summaries: describeSummaries(options.summaries()),
        committee: describeCommittee(options.committee()),
        anchoring: describeAnchoring(options.anchoring()),
        audit: options.audit() ?? null,
        disk: { freeBytes, ok: diskOk },
      });
    },
  });
}

function describeSummaries(status: SummaryStatus | undefined): z.infer<typeof summaryHealth> | null {
  return status === undefined ? null : { ...status, chains: [...status.chains] };
}

function describeAnchoring(status: AnchorStatus | undefined): z.infer<typeof anchorHealth> | null {
  return status === undefined
    ? null
    : { ...status, snapshots: [...status.snapshots], chains: [...status.chains] };
}

function describeCommittee(status: CommitteeStatus | undefined): z.infer<typeof committeeHealth> | null {
  if (status === undefined) return null;
  const { station, epoch, stations, exchange, pinned, proposals, problem } = status;
  return {
    station,
    epoch,
    stations: stations.length,
    exchange: exchange && { ...exchange, members: [...exchange.members], leftOut: [...exchange.leftOut] },
    pinned,
    open: proposals.length,
    waits: proposals.find(({ waits }) => waits !== null)?.waits ?? null,
    problem,
  };
}

function describe(status: IndexStatus, config: OracleConfig, nowMs: number): z.infer<typeof chainHealth> {
  const chain = config.chains.find(({ chainId }) => chainId === status.chainId);
  const headAgeSeconds = Math.max(0, Math.round(nowMs / 1000 - status.headTime));
  const silentSeconds = status.seenMs === 0 ? null : Math.round((nowMs - status.seenMs) / 1000);
  const isFresh = chain?.maxHeadAgeSeconds === undefined || headAgeSeconds <= chain.maxHeadAgeSeconds;
  const isClose = status.block >= 0 && status.head - status.block <= BLOCKS_BEHIND_LIMIT;
  return {
    chainId: status.chainId,
    name: chain?.name ?? "",
    head: status.head,
    indexed: status.block,
    headAgeSeconds,
    silentSeconds,
    ok: isFresh && isClose && silentSeconds !== null && silentSeconds <= SILENCE_LIMIT_SECONDS,
  };
}
