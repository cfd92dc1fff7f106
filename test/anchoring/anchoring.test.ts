import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { AnchorEntry } from "@medlattice/sdk/client";
import { spawnOracle } from "../oracle/fixture/process.ts";
import type { BridgePatient, Name } from "../bridge/fixture/world.ts";
import { STATIONS } from "../committee/fixture/world.ts";
import { type AnchoringWorld, PUBLIC, startAnchoringWorld } from "./fixture/world.ts";
import { hidesWhatItHolds, provesRecord } from "./proofs.ts";
import { refusesLies, refusesSecondRoot } from "./refusals.ts";
import { startAhead } from "./fixture/startAhead.ts";

let world: AnchoringWorld;
let alice: BridgePatient;
let bob: BridgePatient;
/** More than is paid for an anchor. */
const DEAR = 10n ** 12n;

before(async () => {
  world = await startAnchoringWorld();
  alice = await world.patient(world.hospital);
  // Idle: no record of hers is ever written.
  await world.patient(world.hospital);
  bob = await world.patient(world.platform);
  await world.record(world.hospital, alice);
  await world.record(world.platform, bob);
  await world.untilAnchor("hospital", ({ snapshots, state }) => snapshots.length === 3 && state === "final");
});
after(() => world.close());
afterEach(() => {
  const { first, second, other } = world.publics;
  for (const node of [first, second, other]) node.open();
});
// What fails in one case must not be what the next one waits for.
beforeEach(() => world.untilAnchored("authority"));

/** Waits for the anchor that has one record more. */
async function next(by: Name = "hospital"): Promise<() => Promise<AnchorEntry>> {
  const { items } = await world.anchors(by);
  const before = items[0]?.sequence ?? 0;
  await world.record(world.hospital, alice);
  return () => world.untilAnchor(by, ({ sequence, state }) => sequence > before && state === "final");
}

describe("anchors", () => {
  it("take a record's snapshot to a public chain after a vote, and every station sees them there", async () => {
    const anchor = await (await next())();
    assert.deepEqual(
      anchor.snapshots.map(({ chainId }) => chainId),
      [world.consortium, world.hospital.chain, world.platform.chain].map(({ chainId }) => chainId),
    );
    assert.equal(await world.publics.rootOf(PUBLIC.first, anchor.sequence), anchor.root);
    for (const name of STATIONS) {
      const seen = await world.untilAnchor(
        name,
        ({ sequence, state }) => sequence === anchor.sequence && state === "final",
      );
      assert.equal(seen.root, anchor.root);
      assert.equal(seen.places.find(({ state }) => state === "final")?.chainId, PUBLIC.first);
      assert.notEqual(seen.places[0]?.txHash, null);
    }
  });

  it("go to the other chain while a price is over the limit, and say why", async () => {
    world.publics.first.price(DEAR);
    await untilFault(PUBLIC.first, "dear");
    const anchor = await (await next())();
    assert.deepEqual(finalPlaces(anchor), [PUBLIC.second]);
    assert.equal(await world.publics.rootOf(PUBLIC.second, anchor.sequence), anchor.root);
    const choice = (await choicesOf(anchor.sequence)).find(({ reason }) => reason === "failed-over");
    const faults = new Map(choice?.scores.map((score) => [score.chainId, score.faults]));
    assert.deepEqual(faults.get(PUBLIC.first), ["dear"]);
    assert.deepEqual(faults.get(PUBLIC.second), []);
    // The other one is in use now; one of its nodes begins to lie.
    world.publics.first.open();
    world.publics.other.lie();
    await untilFault(PUBLIC.second, "nodes-disagree");
    assert.deepEqual(finalPlaces(await (await next())()), [PUBLIC.first]);
  });

  it("leave a chain that takes a transaction and makes no block", async () => {
    world.publics.first.swallow();
    const anchor = await (await next())();
    assert.deepEqual(finalPlaces(anchor), [PUBLIC.second]);
    assert.ok((await choicesOf(anchor.sequence)).some(({ reason }) => reason === "failed-over"));
    world.publics.first.open();
    // What was sent is sent again; under the same sequence it is the same root.
    await untilRoot(PUBLIC.first, anchor.sequence, anchor.root);
  });

  it("wait while no chain answers; a station signs one root under a sequence, for every chain", async () => {
    await refusesSecondRoot(
      world,
      async () => {
        await untilFault(PUBLIC.first, "silent");
        await untilFault(PUBLIC.second, "silent");
      },
      async () => {
        await world.record(world.hospital, alice);
        await world.record(world.platform, bob);
        await untilProblem("ANCHOR_NO_CHAIN");
      },
    );
  });

  it("are brought again when a chain has taken them back", async () => {
    const { first, second, other, remember, rootOf } = world.publics;
    for (const node of [second, other]) node.shut();
    await untilFault(PUBLIC.second, "silent");
    const back = await remember();
    const anchor = await (await next())();
    assert.deepEqual(finalPlaces(anchor), [PUBLIC.first]);
    const block = anchor.places.find(({ chainId }) => chainId === PUBLIC.first)?.block ?? assert.fail();
    // A chain can be seen to take back only what somebody had seen.
    await poll(async () => first.told() >= block);
    first.shut();
    await back();
    assert.notEqual(await rootOf(PUBLIC.first, anchor.sequence), anchor.root);
    first.open();
    // The newest one is brought again, which may be a later one by now.
    await poll(async () => {
      const [newest] = (await world.anchors("hospital")).items;
      if (newest === undefined || newest.sequence < anchor.sequence) return false;
      return (await rootOf(PUBLIC.first, newest.sequence)) === newest.root;
    });
    await poll(async () => {
      const replies = await Promise.all(STATIONS.map((name) => world.anchors(name)));
      return replies.some(({ chains }) => {
        const seen = chains.find(({ chainId }) => chainId === PUBLIC.first);
        return (seen?.reorganizations ?? 0) > 0 && (seen?.deepestReorganization ?? 0) > 0;
      });
    });
  });

  it("prove a record to whoever has the network's description, and hide the rest", async () => {
    const proof = await provesRecord(world, alice);
    await hidesWhatItHolds(world, proof);
  });

  it("are of no snapshot that the authority's own node contradicts", () => refusesLies(world, alice));

  it("go on with one station away and the clock of another an hour ahead", async () => {
    await world.stop("platform", "trust");
    const ahead = await startAhead(world, "trust", 3_600);
    // Of four, one is away: it takes all others, and that one too.
    try {
      for (let times = 0; times < 2; times += 1) await (await next())();
    } finally {
      await ahead.close();
      await world.start("platform", "trust");
    }
    const { items } = await world.anchors("hospital");
    await world.untilAnchor("platform", ({ sequence }) => sequence === items[0]?.sequence);
  });

  it("go on where they were after kills at any moment", async () => {
    await world.stop("hospital", "authority");
    const [hospital, authority] = [await spawned("hospital"), await spawned("authority")];
    try {
      await world.record(world.hospital, alice);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await hospital.kill("SIGKILL");
      await world.start("hospital");
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    } finally {
      await Promise.all([hospital, authority].map((process) => process.kill("SIGKILL")));
      await world.start("authority");
    }
    const newest = await world.untilAnchored("hospital");
    const { chainId } = world.hospital.chain;
    const { snapshots } = await world.anchors("hospital");
    const own = snapshots.find((each) => each.chainId === chainId);
    assert.equal(newest.snapshots.find((each) => each.chainId === chainId)?.sequence, own?.sequence);
    const { items } = await world.anchors("hospital");
    for (const [index, { sequence }] of items.entries())
      assert.ok(sequence > (items[index + 1]?.sequence ?? 0));
  });

  it("go to several chains at once where that is set", async () => {
    await world.stop(...STATIONS);
    await world.configure({ atOnce: 2 });
    await world.start(...STATIONS);
    const before = (await world.anchors("trust")).items[0]?.sequence ?? 0;
    await world.record(world.hospital, alice);
    const { sequence, root } = await world.untilAnchor(
      "trust",
      (anchor) => anchor.sequence > before && finalPlaces(anchor).length === 2,
    );
    for (const chainId of [PUBLIC.first, PUBLIC.second]) {
      assert.equal(await world.publics.rootOf(chainId, sequence), root);
    }
  });
});

const finalPlaces = ({ places }: AnchorEntry): readonly number[] =>
  places.flatMap(({ chainId, state }) => (state === "final" ? [chainId] : []));

const spawned = (name: Name) => spawnOracle(world.of(name).configPath);

/** Waits until every station sees what is wrong with a public chain. */
async function untilFault(chainId: number, fault: "dear" | "nodes-disagree" | "silent"): Promise<void> {
  await poll(async () => {
    const replies = await Promise.all(STATIONS.map((name) => world.anchors(name)));
    return replies.every(({ chains }) => {
      const seen = chains.find((each) => each.chainId === chainId);
      if (seen === undefined) return false;
      if (fault === "silent") return seen.nodes === 0;
      return fault === "dear" ? seen.cost > 0.001 : seen.agreeingNodes < seen.nodes;
    });
  });
}

async function untilProblem(code: string): Promise<void> {
  await poll(async () => {
    const problems = await Promise.all(STATIONS.map(async (name) => (await world.anchors(name)).problem));
    return problems.includes(code);
  });
}

async function untilRoot(chainId: number, sequence: number, root: string): Promise<void> {
  await poll(async () => (await world.publics.rootOf(chainId, sequence)) === root);
}

/** All that stations have chosen for an anchor. */
async function choicesOf(sequence: number) {
  const replies = await Promise.all(STATIONS.map((name) => world.anchors(name)));
  return replies.flatMap(({ items }) => items.find((each) => each.sequence === sequence)?.choices ?? []);
}

async function poll(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) assert.fail(world.log().slice(-6_000));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
