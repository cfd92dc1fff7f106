import type { ChainObservation } from "@medlattice/sdk/anchor";
import type { PublicClient } from "viem";
import { type NodeHead, observeNode } from "./observeNode.ts";
import type { PublicChain } from "./publicChain.ts";

/** Looks at one public chain again and again (systems.md P21). */
export interface ChainObserver {
  look(): Promise<void>;
  /** As it was at the last look; null before the first. */
  seen(): ChainObservation | null;
  /** Of the last look, in the smallest unit of the chain's coin; with something on top, for prices rise. */
  gasPrice(): bigint;
}

/** Reorganisations count for this long. */
const WINDOW_MS = 3_600_000;
/** Of an anchor: measured with three signatures (`contracts/snapshots/AnchorRegistry.json`), and a transaction's own. */
const ANCHOR_GAS = 90_000;
const SIGNATURE_GAS = 7_000;
const COIN = 1e18;

export interface ObserveChainOptions {
  readonly chain: PublicChain;
  /** Signatures that an anchor carries. */
  readonly threshold: number;
  readonly mostMissedBlocks: number;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}

export function observeChain(options: ObserveChainOptions): ChainObserver {
  const { chain, nowMs } = options;
  const { chainId, confirmations, coinPrice, patienceSeconds } = chain.config;
  const nodes = chain.nodes.map((node) => ({ node, observer: observeNode(node, nowMs) }));
  // A chain that makes blocks only when there is work: what stands still there is an anchor that waits.
  const blockSeconds = chain.config.blockSeconds ?? patienceSeconds / options.mostMissedBlocks;
  let last: ChainObservation | null = null;
  let price = 0n;

  /** How many of those that answer have the same block where anchors count as final; one that is far behind has none. */
  async function agreement(heads: readonly { readonly node: PublicClient; readonly head: NodeHead }[]) {
    const highest = Math.max(...heads.map(({ head }) => head.number));
    const near = heads.filter(({ head }) => highest - head.number <= options.mostMissedBlocks);
    const height = Math.min(...near.map(({ head }) => head.number)) - confirmations;
    const hashes = await Promise.all(near.map(({ node }) => hashAt(node, Math.max(0, height))));
    const votes = Map.groupBy(hashes, (hash) => hash);
    return Math.max(...[...votes].map(([hash, list]) => (hash === undefined ? 0 : list.length)));
  }

  return {
    async look() {
      const looked = await Promise.all(
        nodes.map(async ({ node, observer }) => ({ node, observer, head: await observer.look() })),
      );
      const heads = looked.flatMap(({ node, head }) => (head === undefined ? [] : [{ node, head }]));
      // All nodes tell of the same ones.
      const reorganizations = nodes.map(({ observer }) => observer.reorganizations(nowMs() - WINDOW_MS));
      const prices = await Promise.all(heads.map(({ node }) => node.getGasPrice().catch(() => 0n)));
      price = prices.reduce((most, each) => (each > most ? each : most), 0n);
      const newest = Math.max(...heads.map(({ head }) => head.sinceMs));
      const isIdle = chain.config.blockSeconds === undefined;
      last = {
        chainId,
        headAgeSeconds: heads.length === 0 ? null : isIdle ? 0 : (nowMs() - newest) / 1_000,
        blockSeconds,
        deepestReorganization: Math.max(0, ...reorganizations.flat().map(({ depth }) => depth)),
        reorganizations: Math.max(...reorganizations.map((each) => each.length)),
        nodes: heads.length,
        agreeingNodes: heads.length === 0 ? 0 : await agreement(heads),
        finalitySeconds: confirmations * (chain.config.blockSeconds ?? 0),
        cost: (Number(price) / COIN) * (ANCHOR_GAS + SIGNATURE_GAS * options.threshold) * coinPrice,
      };
    },
    seen: () => last,
    gasPrice: () => price + price / 4n,
  };
}

async function hashAt(node: PublicClient, number: number): Promise<string | undefined> {
  try {
    return (await node.getBlock({ blockNumber: BigInt(number) })).hash;
  } catch {
    return undefined;
  }
}
