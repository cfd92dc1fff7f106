import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { awaitReplicas, checkBlocks, checkJournals } from "./check/chains.ts";
import type { CheckContext } from "./check/context.ts";
import { checkGrants } from "./check/grants.ts";
import { checkReceipts } from "./check/receipts.ts";
import { checkRecords } from "./check/records.ts";
import { checkRelays } from "./check/relays.ts";
import { nodesOf } from "./kill/nodes.ts";
import { type SeenBlocks, watchBlocks } from "./kill/watchBlocks.ts";
import { createJournal } from "./load/journal.ts";
import { openClients } from "./load/people.ts";
import type { RunningStack } from "./stack/runStack.ts";

const SETTLE_MS = 1_500;

/** A network that runs, its people, what they were told, and which blocks were seen. */
export interface World extends CheckContext {
  readonly stack: RunningStack;
  readonly seen: SeenBlocks;
}

/** Of a stack that is up. */
export async function openWorld(stack: RunningStack): Promise<World> {
  const { stateFolder } = stack;
  const nodes = await nodesOf(stateFolder);
  const clients = await openClients(stateFolder);
  return { stack, stateFolder, nodes, clients, journal: createJournal(), seen: watchBlocks(nodes) };
}

/** The network is killed and started once more; then everything that was acknowledged must be there, once, and it is stopped. */
export async function checkWorld(world: World, onProgress: (text: string) => void): Promise<void> {
  const { stack, seen } = world;
  await stack.killAll();
  await stack.start();
  // A batch of receipts that was formed before the kill finds its way.
  await sleep(SETTLE_MS);
  await awaitReplicas(world);
  await seen.stop();
  assert.ok(seen.count() > 0);
  for (const [name, check] of [
    ["blocks", async () => checkBlocks(world, seen)],
    ["calls", async () => checkRelays(world)],
    ["records", async () => checkRecords(world)],
    ["grants and uses", async () => checkGrants(world)],
    ["receipts", async () => checkReceipts(world)],
  ] as const) {
    onProgress(`checking ${name}`);
    await check();
  }
  await awaitReplicas(world);
  await stack.stop();
  await checkJournals(world);
}
