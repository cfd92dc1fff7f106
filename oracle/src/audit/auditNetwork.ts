import { InvalidInputError } from "@medlattice/sdk/errors";
import { type NetworkDescription, chainById, consortiumOf } from "@medlattice/sdk/network";
import { pino } from "pino";
import { openChains } from "../chains/openChains.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { createChainIndex } from "../index/createChainIndex.ts";
import { createCollector } from "../summaries/collectItems.ts";
import { createPostedBatches, type PostedBatch } from "../summaries/postedBatches.ts";
import { createAuditor } from "./createAuditor.ts";
import type { BatchAudit } from "./finding.ts";
import { type Heads, headsAfter } from "./heads.ts";

export interface AuditNetworkOptions {
  readonly network: NetworkDescription;
  /** By chain: the consortium's, and those of the private chains that the auditor may read. One or two each; the first is believed. */
  readonly nodes: ReadonlyMap<number, readonly string[]>;
  /** Whoever hands the file out need not be believed. */
  readonly dataOf: (batch: PostedBatch) => Promise<Uint8Array>;
  readonly onBatch?: (audit: BatchAudit) => void;
}

export interface NetworkAudit {
  readonly audits: readonly BatchAudit[];
  /** Items of the private chains that were read, and how many of them are in the inbox. */
  readonly chains: readonly { readonly chainId: number; readonly items: number; readonly posted: number }[];
}

const PAGE = 50;

/**
 * The audit of an authority (`createAudit`), once over everything, for whoever has nodes: it reads the chains from their beginning and
 * keeps nothing.
 *
 * @throws InvalidInputError `AUDIT_NODE_MISSING` | `CHAIN_UNKNOWN`; UnavailableError `CHAIN_UNREACHABLE`
 */
export async function auditNetwork(options: AuditNetworkOptions): Promise<NetworkAudit> {
  const { network, dataOf } = options;
  const { chainId: consortium } = consortiumOf(network);
  const chains = openChains([...options.nodes].map(([chainId, urls]) => configOf(network, chainId, urls)));
  const home = chains.get(consortium);
  const inbox = home?.config.contracts.summaryInbox;
  if (home === undefined || inbox === undefined) throw noConsortium(network.name);
  const database = openDatabase({
    folder: "",
    file: ":memory:",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  try {
    const logger = pino({ level: "silent" });
    for (const chain of chains.values()) {
      await createChainIndex({ chain, database, logger, nowMs: Date.now }).sync();
    }
    const collector = createCollector(database, () => 0);
    const posted = createPostedBatches({ chain: home, inbox, database });
    await posted.sync();
    const auditor = createAuditor({ network, chains, database, collector, dataOf });
    const audits: BatchAudit[] = [];
    let heads: Heads = new Map();
    for (
      let page = posted.after(0, PAGE);
      page.length > 0;
      page = posted.after(page.at(-1)?.sequence ?? 0, PAGE)
    ) {
      for (const batch of page) {
        const audit = await auditor(batch, heads);
        heads = headsAfter(heads, batch.sections);
        audits.push(audit);
        options.onBatch?.(audit);
      }
    }
    const privates = [...chains.values()].filter(({ config: { home: kind } }) => kind === "private");
    for (const { config } of privates) collector.collect(config);
    return {
      audits,
      chains: privates.map(({ config: { chainId } }) => ({
        chainId,
        items: collector.count(chainId),
        posted: posted.head(chainId).items,
      })),
    };
  } finally {
    database.close();
  }
}

function configOf(network: NetworkDescription, chainId: number, urls: readonly string[]): ChainConfig {
  const { name, kind, registryId, contracts } = chainById(network, chainId);
  if (kind === "public" || registryId === null || contracts === null) {
    throw new InvalidInputError("CHAIN_UNKNOWN", `The chain ${name} keeps no records.`, {
      facts: { chainId },
    });
  }
  const reach = { rpcUrls: [...urls], startBlock: 0, confirmations: 0 };
  return { chainId, ...reach, name, home: kind, registryId, contracts };
}

function noConsortium(name: string): InvalidInputError {
  return new InvalidInputError(
    "AUDIT_NODE_MISSING",
    `An audit needs a node of the consortium chain of ${name}, with its inbox for summaries.`,
  );
}
