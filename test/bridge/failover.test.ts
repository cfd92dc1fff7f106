import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { type Hex, createPublicClient, http, parseTransaction } from "viem";
import { type Fork, forkOf } from "./fixture/fork.ts";
import { deployForwarder, deploySender } from "./fixture/forwarders.ts";
import { register } from "./fixture/records.ts";
import { type BridgePatient, type Gates, type Name, type World, startWorld } from "./fixture/world.ts";
import { inboxTotals, summaryHealth, untilHealth, untilPosted, untilSeen } from "./fixture/waits.ts";

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
const READERS = ["hospital", "platform", "authority", "second"] as const;

let world: World;
let gates: Gates;
let alice: BridgePatient;
let fork: Fork | undefined;
let items = 0;
/** By how much the clocks of oracles are wrong. */
const offsetsMs = new Map<Name, number>();

before(async () => {
  world = await startWorld({
    isGated: true,
    hasTwoAuthorities: true,
    nowMs: (name) => Date.now() + (offsetsMs.get(name) ?? 0),
  });
  gates = world.gates ?? assert.fail();
  await world.start(...READERS, "trust");
  alice = await world.patient(world.hospital);
  await world.publish("hospital", alice);
  await write();
  await untilPosted(world, items);
});

after(async () => {
  await world.close();
  await fork?.close();
});
// What fails in one case must not be what the next one waits for.
beforeEach(() => untilSeen(world, ...READERS));
afterEach(() => {
  for (const gate of [gates.own, gates.consortium, gates.replica]) gate.open();
});

async function write(): Promise<void> {
  await register(world.hospital.chain, world.hospital.doctor, alice.person);
  items += 1;
}

/** What the authority would have sent and could not. */
async function untilUnsent(): Promise<Hex> {
  const before = gates.own.refused().length;
  const end = Date.now() + PATIENCE_MS;
  while (gates.own.refused().length <= before) {
    assert.ok(Date.now() < end, world.log().slice(-4_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const sent = gates.own.refused().at(-1);
  const raw: unknown = Array.isArray(sent) ? sent[0] : undefined;
  assert.ok(typeof raw === "string");
  return parseTransaction(`0x${raw.slice(2)}`).data ?? assert.fail();
}

describe("summaries where there are several authorities", () => {
  it("go to the next one when one takes them in and brings nothing to the chain", async () => {
    const log = world.log().length;
    gates.own.shut();
    await write();
    await untilPosted(world, items);
    assert.match(world.log().slice(log), /the next authority is asked/);
  });

  it("are posted once when two race for the same ones, and the one that was late goes on", async () => {
    gates.own.refuse("eth_sendRawTransaction");
    await world.stop("second");
    // The second one has had its turn; whoever starts anew begins with the first.
    await world.stop("hospital");
    await world.start("hospital");
    await write();
    await untilUnsent();
    await world.start("second");
    await untilPosted(world, items);
    gates.own.open();
    await untilSeen(world, ...READERS);
    await untilHealth(world, "authority", ({ intake }) => intake?.problem === null);
    await write();
    await untilPosted(world, items);
  });
});

describe("summaries that another contract posts", () => {
  for (const [name, deploy] of [
    ["passes the call on", deployForwarder],
    ["makes the call by itself, so that no transaction shows it", deploySender],
  ] as const) {
    it(`are read by everybody when it ${name}`, async () => {
      await world.stop("second");
      await world.stop("hospital");
      await world.start("hospital");
      gates.own.refuse("eth_sendRawTransaction");
      await write();
      const { consortium } = world;
      await (
        await deploy(consortium, await untilUnsent())
      )();
      await untilPosted(world, items);
      gates.own.open();
      await world.start("second");
      await untilSeen(world, ...READERS);
      for (const reader of READERS) {
        const { chains } = await summaryHealth(world, reader);
        for (const { problem } of chains) assert.equal(problem, null);
      }
    });
  }
});

describe("summaries and the consortium's chain", () => {
  it("wait while its node is down for an hour, and go on with clocks that are an hour on", async () => {
    gates.consortium.shut();
    await write();
    await untilHealth(world, "authority", ({ chains }) => chains.some((chain) => chain.items === items));
    for (const name of READERS) offsetsMs.set(name, HOUR_MS);
    await write();
    await untilHealth(world, "authority", ({ chains }) => chains.some((chain) => chain.items === items));
    assert.equal((await inboxTotals(world)).items, items - 2);
    gates.consortium.open();
    await untilPosted(world, items);
  });

  it("go on when clocks that were an hour fast are put right meanwhile, and while others are an hour off", async () => {
    gates.consortium.shut();
    await write();
    await untilHealth(world, "hospital", ({ chains }) => chains.some((chain) => chain.items === items));
    offsetsMs.clear();
    gates.consortium.open();
    await untilPosted(world, items);
    offsetsMs.set("hospital", -HOUR_MS).set("authority", HOUR_MS);
    await write();
    await untilPosted(world, items);
  });

  it("are posted again when it is reorganised below batches that were posted", async () => {
    await untilSeen(world, ...READERS);
    fork = await forkOf(world.consortium);
    for (let made = 0; made < 2; made += 1) {
      await write();
      await untilPosted(world, items);
      await untilSeen(world, ...READERS);
    }
    const { batches } = await inboxTotals(world);
    await fork.grow(8);
    gates.consortium.divert(fork.url);
    const inbox = createPublicClient({ transport: http(fork.url), pollingInterval: 10 });
    const forked: World = { ...world, inbox };
    assert.equal((await inboxTotals(forked)).items, items - 2);
    await untilPosted(forked, items);
    assert.equal((await inboxTotals(forked)).batches, batches);
    await untilSeen(forked, ...READERS);
    await write();
    await untilPosted(forked, items);
    assert.match(world.log(), /batches are not on the chain any more/);
    await untilHealth(world, "hospital", ({ chains }) => chains.every(({ problem }) => problem === null));
  });
});
