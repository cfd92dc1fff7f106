import { ABIS } from "@medlattice/sdk/abi";
import { type Hex, type PublicClient, createPublicClient, defineChain, fallback } from "viem";
import { nodeTransport } from "../chains/nodeTransport.ts";
import type { TxChain } from "../chains/openChain.ts";
import type { AnchorChainConfig } from "../config/oracleConfig.ts";

/** A public chain as this oracle reaches it. */
export interface PublicChain extends TxChain {
  readonly config: AnchorChainConfig;
}

/** Shorter than elsewhere: a chain that does not answer is left for another one. */
const NODE_TIMEOUT_MS = 5_000;

export function openPublicChain(config: AnchorChainConfig): PublicChain {
  const chain = defineChain({
    id: config.chainId,
    name: config.name,
    nativeCurrency: { name: "coin", symbol: "COIN", decimals: 18 },
    rpcUrls: { default: { http: config.rpcUrls } },
  });
  const transports = config.rpcUrls.map((url) =>
    nodeTransport(url, { timeoutMs: NODE_TIMEOUT_MS, retryCount: 1, batchCalls: 1 }),
  );
  const create = (transport: Parameters<typeof createPublicClient>[0]["transport"]): PublicClient =>
    createPublicClient({ chain, transport, cacheTime: 0 });
  return {
    config,
    client: create(fallback(transports, { retryCount: 0 })),
    nodes: transports.map(create),
  };
}

/** The root that a node has under a sequence; zero: none. */
export function readRoot(node: PublicClient, registry: Hex, sequence: number): Promise<Hex> {
  return node.readContract({
    address: registry,
    abi: ABIS.AnchorRegistry,
    functionName: "rootOf",
    args: [BigInt(sequence)],
  });
}

/** Blocks asked for at once; nodes bound the answer. An anchor that is older than this is shown without its transaction. */
const BLOCKS = 5_000n;

/** Transaction and block of an anchor, as the registry's event tells them. */
export async function findAnchored(
  { client, config }: PublicChain,
  sequence: number,
): Promise<{ readonly txHash: Hex; readonly block: number } | undefined> {
  const head = await client.getBlockNumber();
  const first = BigInt(config.startBlock);
  const [log] = await client.getContractEvents({
    address: config.registry,
    abi: ABIS.AnchorRegistry,
    eventName: "Anchored",
    args: { sequence: BigInt(sequence) },
    fromBlock: head - BLOCKS > first ? head - BLOCKS : first,
    toBlock: head,
  });
  return log && { txHash: log.transactionHash, block: Number(log.blockNumber) };
}
