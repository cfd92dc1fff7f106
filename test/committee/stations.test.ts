import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type CommitteeWorld, startCommitteeWorld } from "./fixture/world.ts";

let world: CommitteeWorld;

before(async () => {
  world = await startCommitteeWorld();
});
after(() => world.close());

describe("stations", () => {
  it("pin the first batch by all four", async () => {
    const sequence = await world.write();
    await world.untilPinned(sequence);
    assert.equal(sequence, 1);
  });
});
