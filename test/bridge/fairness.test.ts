import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PostedSummaries } from "@medlattice/sdk/client";
import { BATCH_SLIPS, SLIP_ITEMS } from "@medlattice/sdk/summary";
import { registerMany } from "./fixture/records.ts";
import { type BridgePatient, type World, startWorld } from "./fixture/world.ts";
import { untilPosted, untilSeen } from "./fixture/waits.ts";

/** More than a batch holds, and what is left of one by whoever has less. */
const FLOOD = 1_230;
const MODEST = 80;
const RECORDS_PER_CALL = 120;

let world: World;
let alice: BridgePatient;
let bob: BridgePatient;

before(async () => {
  world = await startWorld({ offerSeconds: 3 });
  [alice, bob] = [await world.patient(world.hospital), await world.patient(world.platform)];
});
after(() => world.close());

async function write(name: "hospital" | "platform", count: number): Promise<void> {
  const { chain, doctor } = world[name];
  const patient = name === "hospital" ? alice : bob;
  for (let made = 0; made < count; made += RECORDS_PER_CALL) {
    await registerMany(chain, doctor, [patient.person], Math.min(RECORDS_PER_CALL, count - made));
  }
}

const sectionsOf = (
  batches: readonly PostedSummaries[],
  chainId: number,
): readonly (readonly [number, number])[] =>
  batches.flatMap(({ sequence, sections }) =>
    sections
      .filter((each) => each.chainId === chainId)
      .map(({ slipCount }) => [sequence, slipCount] as const),
  );

describe("fair processing over the network (systems.md S10)", () => {
  it("gives each institution its turns although another one floods", async () => {
    await Promise.all([write("platform", FLOOD), write("hospital", MODEST)]);
    await world.start("authority");
    // Both offer in one round: the one that floods has more than a batch holds.
    await Promise.all([world.start("platform"), world.start("hospital")]);
    const reader = await world.login("hospital", alice);
    await untilPosted(world, BATCH_SLIPS * SLIP_ITEMS);
    await untilSeen(world, "hospital");
    const batches = await reader.summaries.list();
    const flooding = sectionsOf(batches, world.platform.chain.chainId);
    const modest = sectionsOf(batches, world.hospital.chain.chainId);
    const shown = JSON.stringify({ flooding, modest });
    // One round shared a batch out: turn after turn, and to the one that floods what the other one has no use for.
    assert.deepEqual(
      modest.map(([, slips]) => slips),
      [MODEST / SLIP_ITEMS],
      shown,
    );
    assert.equal(flooding[0]?.[1], BATCH_SLIPS - MODEST / SLIP_ITEMS, shown);
    assert.ok((modest[0]?.[0] ?? 0) <= 2, shown);
  });
});
