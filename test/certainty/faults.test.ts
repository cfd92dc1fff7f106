import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { clockCases } from "./faults/clockCases.ts";
import { type FaultyWorld, openFaultyWorld } from "./faults/fixture.ts";
import { freezeChain } from "./faults/frozen.ts";
import { garbageCases } from "./faults/garbageCases.ts";
import { twiceCases } from "./faults/twiceCases.ts";
import { checkWorld } from "./world.ts";

/** `npm run certainty` waits the ten minutes of the issue; the thresholds are 15 s and 30 s, so more shows nothing else. */
const FROZEN_SECONDS = Number(process.env["MEDLATTICE_FROZEN_SECONDS"] ?? 35);

let opened: FaultyWorld;
const world = () => opened;

before(async () => {
  opened = await openFaultyWorld();
});

after(async () => {
  await opened.close();
});

describe("one network with faults (issue A2, certainty)", () => {
  twiceCases(world);
  garbageCases(world);
  clockCases(world);

  it(`a chain's node that stands still for ${FROZEN_SECONDS} s holds things up and loses nothing`, async () => {
    const { records } = await freezeChain(opened, FROZEN_SECONDS);
    assert.equal(records, 2);
  });

  it("has everything that it acknowledged meanwhile, once, after one more kill", async () => {
    await checkWorld(opened, () => undefined);
  });
});
