import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ask } from "../check/ask.ts";
import type { ChainNode } from "./nodes.ts";

const PAUSE_MS = 250;
const headSchema = z.object({ number: z.string(), hash: z.string() });

/** Block hashes that clients saw, by chain and number. */
export interface SeenBlocks {
  readonly count: () => number;
  /** What was seen of a chain: number to hash. */
  readonly of: (chainId: number) => ReadonlyMap<number, string>;
  readonly stop: () => Promise<void>;
}

/** Looks at every node's newest block all the time. A number that ever shows two hashes is a finding (rule 22). */
export function watchBlocks(nodes: readonly ChainNode[]): SeenBlocks {
  const stopping = new AbortController();
  const seen = new Map<number, Map<number, string>>();
  const watching = nodes.map(async ({ chainId, url, name }) => {
    const blocks = seen.get(chainId) ?? new Map<number, string>();
    seen.set(chainId, blocks);
    while (!stopping.signal.aborted) {
      const head = await ask(url, "eth_getBlockByNumber", ["latest", false], headSchema).catch(() => null);
      if (head !== null) {
        const number = Number(head.number);
        assert.equal(head.hash, blocks.get(number) ?? head.hash, `${name} shows another block ${number}`);
        blocks.set(number, head.hash);
      }
      await sleep(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  });
  // A finding is told by `stop`; until then it must not end the program.
  const all = Promise.all(watching);
  all.catch(() => undefined);
  return {
    count: () => [...seen.values()].reduce((sum, { size }) => sum + size, 0),
    of: (chainId) => seen.get(chainId) ?? new Map(),
    async stop() {
      stopping.abort();
      await all;
    },
  };
}
