import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { SeenBlocks } from "../kill/watchBlocks.ts";
import { ask } from "./ask.ts";
import type { CheckContext } from "./context.ts";

const CATCH_UP_MS = 30_000;
const blockSchema = z.object({ hash: z.string() });

/** Every block that was ever seen is the same now, on the chain and on its replica (rule 22). */
export async function checkBlocks({ nodes }: CheckContext, seen: SeenBlocks): Promise<void> {
  for (const { chainId, url, name } of nodes) {
    for (const [number, hash] of seen.of(chainId)) {
      const block = await ask(url, "eth_getBlockByNumber", [`0x${number.toString(16)}`, false], blockSchema);
      assert.equal(block.hash, hash, `${name}: block ${number} is another one`);
    }
  }
}

/** Waits until each replica is where its chain is. */
export async function awaitReplicas({ nodes }: CheckContext): Promise<void> {
  const end = Date.now() + CATCH_UP_MS;
  for (const { chainId, url, name } of nodes.filter(({ isReplica }) => isReplica)) {
    const leader = nodes.find((node) => node.chainId === chainId && !node.isReplica);
    assert.ok(leader);
    while ((await height(url)) !== (await height(leader.url))) {
      assert.ok(Date.now() < end, `${name} does not catch up`);
      await sleep(200);
    }
  }
}

/** Of stopped nodes: a replica's journal is that of its chain, byte for byte. */
export async function checkJournals({ nodes, stateFolder }: CheckContext): Promise<void> {
  const read = async (name: string) => readFile(join(stateFolder, "chains", name, "journal"));
  for (const { name } of nodes.filter(({ isReplica }) => isReplica)) {
    const [replica, leader] = await Promise.all([read(name), read(name.replace("replica", "chain"))]);
    assert.ok(replica.equals(leader), `${name} differs from the chain it follows`);
  }
}

async function height(url: string): Promise<number> {
  return Number(await ask(url, "eth_blockNumber", [], z.string()));
}
