import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { BridgePatient } from "../bridge/fixture/world.ts";
import { type AnchoringWorld, PUBLIC, startAnchoringWorld } from "./fixture/world.ts";

let world: AnchoringWorld;
let alice: BridgePatient;

before(async () => {
  world = await startAnchoringWorld();
  alice = await world.patient(world.hospital);
});
after(() => world.close());
afterEach(() => {
  for (const node of [world.publics.first, world.publics.second, world.publics.other]) node.open();
});

describe("anchors", () => {
  it("take a record's snapshot to a public chain after a vote", async () => {
    await world.record(world.hospital, alice);
    const anchor = await world.untilAnchored("hospital");
    assert.equal(anchor.choices.at(-1)?.reason ?? "best", "best");
    const [place] = anchor.places;
    assert.equal(place?.chainId, PUBLIC.first);
    assert.equal(await world.publics.rootOf(PUBLIC.first, anchor.sequence), anchor.root);
  });
});
