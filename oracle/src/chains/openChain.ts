import { ABIS } from "@medlattice/sdk/abi";
import { type PublicClient, createPublicClient, defineChain, fallback } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { nodeTransport } from "./nodeTransport.ts";

/** A chain as far as transactions need it: any that this oracle sends some to. */
export interface TxChain {
  readonly config: { readonly chainId: number; readonly confirmations: number };
  /** Asks the first node, and the second when the first does not answer. */
  readonly client: PublicClient;
  /** Each node by itself, for questions that both must answer alike. */
  readonly nodes: readonly PublicClient[];
}

/** A chain of the network as this oracle reaches it. */
export interface OracleChain extends TxChain {
  readonly config: ChainConfig;
}

const NODE_TIMEOUT_MS = 10_000;
const NODE_RETRIES = 2;
const BATCH_CALLS = 100;

/** Makes the clients of a chain; nothing is asked yet. */
export function openChain(config: ChainConfig): OracleChain {
  const chain = defineChain({
    id: config.chainId,
    name: config.name,
    nativeCurrency: { name: "none", symbol: "NONE", decimals: 18 },
    rpcUrls: { default: { http: config.rpcUrls } },
  });
  const transports = config.rpcUrls.map((url) =>
    nodeTransport(url, { timeoutMs: NODE_TIMEOUT_MS, retryCount: NODE_RETRIES, batchCalls: BATCH_CALLS }),
  );
  const create = (transport: Parameters<typeof createPublicClient>[0]["transport"]): PublicClient =>
    createPublicClient({ chain, transport, cacheTime: 0 });
  return {
    config,
    client: create(fallback(transports, { retryCount: 0 })),
    nodes: transports.map(create),
  };
}

/** The contract names of a configuration with their ABIs. */
export const CONTRACT_ABIS = {
  organizationRegistry: ABIS.OrganizationRegistry,
  identityRegistry: ABIS.IdentityRegistry,
  recordRegistry: ABIS.RecordRegistry,
  consentRegistry: ABIS.ConsentRegistry,
  usageLedger: ABIS.UsageLedger,
  recordCorrection: ABIS.RecordCorrection,
  summaryInbox: ABIS.SummaryInbox,
} as const;
