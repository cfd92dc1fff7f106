import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { takeTurns } from "./take-turns.ts";

/** Positions whose turn has come, as they come. */
function begunOf(count: number, turns: ReturnType<typeof takeTurns>): number[] {
  const begun: number[] = [];
  for (let position = 0; position < count; position += 1)
    void turns.at(position).then(() => begun.push(position));
  return begun;
}

describe("takeTurns", () => {
  it("begins with the first, and goes on with one more for each that is needed", async () => {
    const turns = takeTurns(4, { first: 2, reserveAfterMs: 60_000 });
    const begun = begunOf(4, turns);
    await new Promise(setImmediate);
    assert.deepEqual(begun, [0, 1]);
    turns.next();
    await new Promise(setImmediate);
    assert.deepEqual(begun, [0, 1, 2]);
    turns.end();
  });

  it("asks everybody once the first have taken too long", async () => {
    const turns = takeTurns(4, { first: 1, reserveAfterMs: 20 });
    const begun = begunOf(4, turns);
    await turns.at(3);
    await new Promise(setImmediate);
    assert.deepEqual(begun, [0, 1, 2, 3]);
  });

  it("asks nobody else when it has ended", async () => {
    const turns = takeTurns(2, { first: 1, reserveAfterMs: 20 });
    const begun = begunOf(2, turns);
    turns.end();
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(begun, [0]);
  });
});
