import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hex } from "viem";
import { createTurns } from "./turns.ts";

const STATIONS = ["a", "b", "c", "d"].map((digit): Hex => `0x${digit.repeat(40)}`);
const TURN_MS = 1_000;

/** All four stations, by one clock. */
function station(index: number) {
  let now = 5_000_000;
  const own = STATIONS[index] ?? assert.fail();
  const stations = STATIONS.toReversed();
  const turns = createTurns({ stations, own, turnMs: TURN_MS, nowMs: () => now });
  return { turns, pass: (ms: number) => void (now += ms) };
}

describe("turns (systems.md P2)", () => {
  it("begin with another station for every sequence, and with one alone", () => {
    for (let sequence = 1; sequence <= 8; sequence += 1) {
      const mine = STATIONS.flatMap((_, index) => {
        const { turns } = station(index);
        turns.begin("anchor");
        return turns.isMine(sequence) ? [index] : [];
      });
      assert.deepEqual(mine, [sequence % 4]);
    }
  });

  it("come to the next station when one does nothing, and leave the first one its own", () => {
    const { turns, pass } = station(3);
    turns.begin("anchor");
    const seen = [0, 1, 2, 3].map(() => {
      const mine = turns.isMine(1);
      pass(TURN_MS);
      return mine;
    });
    assert.deepEqual(seen, [false, false, true, true]);
  });

  it("count anew for something new, and not at all while there is nothing to do", () => {
    const { turns, pass } = station(3);
    turns.begin("anchor after 1");
    pass(2 * TURN_MS);
    turns.begin("anchor after 1");
    assert.ok(turns.isMine(1));
    turns.begin("anchor after 2");
    assert.ok(!turns.isMine(1));
    pass(20 * TURN_MS);
    assert.equal(turns.skipped(), 4);
    turns.rest();
    assert.equal(turns.skipped(), 0);
    pass(20 * TURN_MS);
    turns.begin("anchor after 3");
    assert.equal(turns.skipped(), 0);
  });

  it("are never those of an account that is no station", () => {
    const stranger: Hex = `0x${"e".repeat(40)}`;
    const turns = createTurns({ stations: STATIONS, own: stranger, turnMs: TURN_MS, nowMs: () => 0 });
    turns.begin("anchor");
    for (let sequence = 1; sequence <= 4; sequence += 1) assert.ok(!turns.isMine(sequence));
  });
});
