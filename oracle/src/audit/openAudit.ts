import { consortiumOf } from "@medlattice/sdk/network";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { Store } from "../store/createStore.ts";
import type { Summaries } from "../summaries/createSummaries.ts";
import { type Audit, createAudit } from "./createAudit.ts";
import { createAuditor } from "./createAuditor.ts";
import { createDataFetcher } from "./fetchData.ts";

/** A health authority audits all batches (systems.md M2, M12). @returns undefined elsewhere, and where there is no inbox */
export function openAudit(inputs: {
  readonly config: OracleConfig;
  readonly chains: OracleChains;
  /** With the index of these chains. */
  readonly database: DatabaseSync;
  readonly logger: Logger;
  readonly peers: PeerClient | undefined;
  readonly store: Store;
  readonly summaries: Pick<Summaries, "views">;
  readonly nowSeconds: () => number;
}): Audit | undefined {
  const { config, summaries } = inputs;
  const { views } = summaries;
  if (views === undefined || !config.roles.includes("authority")) return undefined;
  const { network } = config;
  const dataOf = createDataFetcher(inputs);
  const auditor = createAuditor({ ...inputs, ...views, network, dataOf });
  return createAudit({ ...inputs, ...views, auditor, chainId: consortiumOf(network).chainId });
}
