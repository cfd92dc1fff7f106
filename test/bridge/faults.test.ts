import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { OracleClient } from "@medlattice/sdk/client";
import { readBatchData } from "@medlattice/sdk/summary";
import { type Fork, forkOf } from "./fixture/fork.ts";
import { type MadeRecord, register } from "./fixture/records.ts";
import { type BridgePatient, type Gates, type Name, NAMES, type World, startWorld } from "./fixture/world.ts";
import { inboxTotals, untilHealth, untilPosted, untilSeen } from "./fixture/waits.ts";

let world: World;
let gates: Gates;
let alice: BridgePatient;
let reader: OracleClient;
let fork: Fork | undefined;
let items = 0;

before(async () => {
  world = await startWorld({ isGated: true });
  gates = world.gates ?? assert.fail();
  await world.start("hospital", "authority", "trust");
  alice = await world.patient(world.hospital);
  await world.publish("hospital", alice);
  reader = await world.login("authority", alice);
  await write();
  await untilPosted(world, items);
});

after(async () => {
  await world.close();
  await fork?.close();
});
// What fails in one case must not be what the next one waits for.
beforeEach(() => untilSeen(world, "hospital", "authority"));
afterEach(() => {
  gates.consortium.open();
  gates.replica.open();
});

async function write(): Promise<MadeRecord> {
  const { chain, doctor } = world.hospital;
  const made = await register(chain, doctor, alice.person);
  items += 1;
  return made;
}

const dataOf = (name: Name): string => join(world.written.folder, NAMES[name], "data");

/** Waits until an oracle tells its operator what it waits for. */
function untilStuck(name: Name, code: string): Promise<void> {
  return untilHealth(world, name, ({ chains }) => chains.some(({ problem }) => problem === code));
}

describe("summaries when something fails", () => {
  it("wait while the consortium's node is away, and go on when it is back", async () => {
    gates.consortium.shut();
    await write();
    await untilHealth(world, "authority", ({ intake }) => intake?.problem === "CHAIN_UNREACHABLE");
    assert.equal((await inboxTotals(world)).items, items - 1);
    gates.consortium.open();
    await untilPosted(world, items);
  });

  it("wait while the consortium's node is stopped and answers nothing, and go on when it does", async () => {
    gates.consortium.hang();
    await write();
    await untilHealth(world, "authority", ({ chains }) => chains.some((chain) => chain.items === items));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal((await inboxTotals(world)).items, items - 1);
    gates.consortium.open();
    await untilPosted(world, items);
  });

  it("wait while the authority's node is behind, and are not signed on the institution's word", async () => {
    await gates.replica.hold();
    await write();
    await untilStuck("hospital", "SUMMARY_NODE_BEHIND");
    assert.equal((await inboxTotals(world)).items, items - 1);
    gates.replica.open();
    await untilPosted(world, items);
  });

  it("wait while the authority's own node is away", async () => {
    gates.replica.shut();
    await write();
    await untilStuck("hospital", "SUMMARY_NODE_BEHIND");
    gates.replica.open();
    await untilPosted(world, items);
  });

  it("are not signed while the authority's node follows a fork of the chain", async () => {
    fork = await forkOf(world.hospital.chain);
    await fork.grow(2);
    gates.replica.divert(fork.url);
    await write();
    await untilStuck("hospital", "SUMMARY_BLOCK_DIFFERS");
    assert.equal((await inboxTotals(world)).items, items - 1);
    gates.replica.divert(world.hospital.chain.chain.url);
    // Which of two chains stands, their length says.
    for (let block = 0; block < 2; block += 1) await write();
    await untilPosted(world, items);
  });

  it("wait while no authority answers", async () => {
    await world.stop("authority");
    await write();
    await untilStuck("hospital", "PEER_UNREACHABLE");
    await world.start("authority");
    await untilPosted(world, items);
  });

  it("go on where they were when both sides were stopped at any moment", async () => {
    for (const pauseMs of [300, 900, 1_300]) {
      await write();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await world.stop("hospital", "authority");
      await world.start("hospital", "authority");
    }
    await untilPosted(world, items);
  });

  it("are read although a provider has lost the file: it comes back from the other one", async () => {
    const { batches } = await inboxTotals(world);
    await untilSeen(world, "authority");
    await untilReplicated(batches);
    await world.stop("authority");
    await rm(join(dataOf("authority"), "blocks"), { recursive: true });
    await world.start("authority");
    reader = await world.login("authority", alice);
    const [first] = await reader.summaries.list();
    assert.ok(first !== undefined);
    const parts = readBatchData(first.batch, await untilRead(first.sequence));
    assert.equal(parts.length, first.sections.length);
  });

  it("are taken over from the authority by whoever has lost its data folder, or has an older one", async () => {
    const { written } = world;
    await world.stop("hospital");
    await cp(dataOf("hospital"), join(written.folder, "old"), { recursive: true });
    await world.start("hospital");
    const record = await write();
    await untilPosted(world, items);
    for (const lose of [() => put("old"), () => rm(dataOf("hospital"), { recursive: true })]) {
      await world.stop("hospital");
      await lose();
      await world.start("hospital");
      await write();
      await untilPosted(world, items);
      const asAlice = await world.login("hospital", alice);
      const { items: proofs } = await asAlice.summaries.ofRecord(record.recordId);
      assert.equal(proofs.length, 1);
    }
    assert.match(world.log(), /sections were taken over from an authority/);
  });
});

async function put(copy: string): Promise<void> {
  await rm(dataOf("hospital"), { recursive: true });
  await cp(join(world.written.folder, copy), dataOf("hospital"), { recursive: true });
}

async function untilReplicated(objects: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const metrics = await (await fetch(`${world.url("trust")}/metrics`)).text();
    if (Number(/^medlattice_store_objects (\d+)$/m.exec(metrics)?.[1]) >= objects) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("files are not copied to the other provider");
}

async function untilRead(sequence: number): Promise<Uint8Array> {
  let failure: unknown;
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      return await reader.summaries.data(sequence);
    } catch (error) {
      failure = error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  throw failure;
}
