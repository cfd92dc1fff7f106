import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createBlockClock } from "./createBlockClock.ts";

describe("createBlockClock", () => {
  it("follows the wall clock in whole seconds", () => {
    const clock = createBlockClock(
      () => 1_000_999,
      () => assert.fail("nothing to say"),
    );
    assert.equal(clock.nextTime(900), 1000);
    assert.equal(clock.behindSeconds(900), 0);
  });

  it("never goes back, and says once that it waits and once that it has caught up", () => {
    let seconds = 10_000;
    const said: string[] = [];
    const clock = createBlockClock(
      () => seconds * 1000,
      (level) => said.push(level),
    );
    const before = clock.nextTime(0);
    seconds -= 3600;
    assert.equal(clock.nextTime(before), before);
    assert.equal(clock.nextTime(before), before);
    assert.equal(clock.behindSeconds(before), 3600);
    seconds += 3601;
    assert.equal(clock.nextTime(before), before + 1);
    assert.deepEqual(said, ["warn", "info"]);
  });
});
