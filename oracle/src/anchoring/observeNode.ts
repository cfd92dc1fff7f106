import type { Hex, PublicClient } from "viem";

/** The newest block that a node has told of. */
export interface NodeHead {
  readonly number: number;
  readonly hash: Hex;
  /** By a clock that nobody can set (`performance.now`), when it was first told of. */
  readonly sinceMs: number;
}

/** A time at which blocks were found replaced, and how many of those that this observer had seen. */
export interface Reorganization {
  readonly atMs: number;
  readonly depth: number;
}

/** Follows the heads of one node of a public chain. */
export interface NodeObserver {
  /** Asks it; undefined when it does not answer. */
  look(): Promise<NodeHead | undefined>;
  /** Since a time. */
  reorganizations(sinceMs: number): readonly Reorganization[];
}

/** Heads that are remembered: how far back a reorganisation can be measured. */
const MOST_SEEN = 128;

/**
 * @param nowMs a clock that only goes forward: with a wall clock that is an hour off, every chain would seem to stand still
 */
export function observeNode(node: PublicClient, nowMs: () => number): NodeObserver {
  /** By number, rising. */
  const seen = new Map<number, Hex>();
  let head: NodeHead | undefined;
  let replaced: readonly Reorganization[] = [];

  async function hashAt(number: number): Promise<Hex | undefined> {
    try {
      return (await node.getBlock({ blockNumber: BigInt(number) })).hash;
    } catch (error) {
      // A height that the chain has no more.
      if (error instanceof Error && error.name === "BlockNotFoundError") return undefined;
      throw error;
    }
  }

  /** Goes back over what was seen, until a block that is still there. */
  async function measure(): Promise<void> {
    let depth = 0;
    for (const [number, hash] of [...seen].toReversed()) {
      if ((await hashAt(number)) === hash) break;
      seen.delete(number);
      depth += 1;
    }
    if (depth > 0) replaced = [...replaced.slice(-MOST_SEEN), { atMs: nowMs(), depth }];
  }

  return {
    async look() {
      try {
        const block = await node.getBlock({ blockTag: "latest" });
        if (head !== undefined && head.hash !== block.hash) await measure();
        seen.set(Number(block.number), block.hash);
        for (const number of seen.keys()) if (seen.size > MOST_SEEN) seen.delete(number);
        const isSame = head?.hash === block.hash;
        if (!isSame) head = { number: Number(block.number), hash: block.hash, sinceMs: nowMs() };
        return head;
      } catch {
        return undefined;
      }
    },
    reorganizations: (sinceMs) => replaced.filter(({ atMs }) => atMs >= sinceMs),
  };
}
