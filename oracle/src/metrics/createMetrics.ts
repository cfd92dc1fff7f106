import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { PermissionError } from "@medlattice/sdk/errors";
import type { App } from "../http/createApp.ts";
import type { IndexStatus } from "../index/createChainIndex.ts";

export interface MetricsSources {
  readonly chains: () => readonly IndexStatus[];
  readonly backlog: () => { transactions: number; jobs: number };
  readonly store: () => Promise<{ objects: number; bytes: number; freeBytes: number }>;
  readonly nowSeconds: () => number;
}

export interface Metrics {
  readonly registry: Registry;
  /** Counts what proxies were asked, by outcome. */
  readonly reencryptions: Counter<"outcome">;
}

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Prometheus metrics. Labels are patterns, codes and chain ids only: never an id of a person, record or grant. */
export function createMetrics(app: App, sources: MetricsSources, readableFrom: readonly string[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "medlattice_http_request_duration_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const reencryptions = new Counter({
    name: "medlattice_reencryptions_total",
    help: "Re-encryptions asked for, by outcome",
    labelNames: ["outcome"],
    registers,
  });
  chainGauges(sources, registers);
  storeGauges(sources, registers);

  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.route({
    method: "GET",
    url: "/metrics",
    schema: { hide: true },
    handler: async (request, reply) => {
      // A proxy that is not configured as trusted would lend its own address to anybody.
      const isForwarded =
        request.headers["x-forwarded-for"] !== undefined || request.headers.forwarded !== undefined;
      if (!readableFrom.includes(request.ip) || (isForwarded && request.ips === undefined)) {
        throw new PermissionError("METRICS_NOT_PERMITTED", "Metrics are for this oracle's operator.");
      }
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  });
  return { registry, reencryptions };
}

function chainGauges(sources: MetricsSources, registers: Registry[]): void {
  const gauge = (name: string, help: string, read: (status: IndexStatus) => number) =>
    new Gauge({
      name: `medlattice_chain_${name}`,
      help,
      labelNames: ["chain"],
      registers,
      collect() {
        for (const status of sources.chains()) this.set({ chain: status.chainId }, read(status));
      },
    });
  gauge("head_block", "Newest block the node told of", ({ head }) => head);
  gauge("indexed_block", "Newest block in the index", ({ block }) => block);
  gauge("head_age_seconds", "Age of the newest block", ({ headTime }) => sources.nowSeconds() - headTime);
  gauge(
    "silence_seconds",
    "Since the node last answered",
    ({ seenMs }) => sources.nowSeconds() - seenMs / 1000,
  );
}

function storeGauges(sources: MetricsSources, registers: Registry[]): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name: `medlattice_${name}`,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  gauge("outbox_transactions", "Transactions not in a block yet", () => sources.backlog().transactions);
  gauge("outbox_jobs", "Jobs not done yet", () => sources.backlog().jobs);
  gauge("store_objects", "Sealed files kept", async () => (await sources.store()).objects);
  gauge("store_bytes", "Bytes of sealed files kept", async () => (await sources.store()).bytes);
  gauge("disk_free_bytes", "Free on the data folder's disk", async () => (await sources.store()).freeBytes);
}
