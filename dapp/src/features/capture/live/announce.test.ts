import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createAnnouncer } from "./announce.ts";

describe("createAnnouncer", () => {
  it("says what is new, once, and again when it comes again", () => {
    const announcer = createAnnouncer<string>((text) => text);
    assert.deepEqual(announcer.look(["a"], 0)?.news, ["a"]);
    assert.equal(announcer.look(["a"], 10_000), null);
    assert.deepEqual(announcer.look(["a", "b"], 20_000)?.news, ["b"]);
    assert.equal(announcer.look(["b"], 30_000), null);
    assert.deepEqual(announcer.look(["a", "b"], 40_000)?.news, ["a"]);
  });
  it("gathers a storm of alarms instead of saying each", () => {
    const announcer = createAnnouncer<string>((text) => text);
    announcer.look(["a"], 0);
    assert.equal(announcer.look(["a", "b"], 1_000), null);
    assert.equal(announcer.look(["a", "b", "c"], 4_000), null);
    assert.deepEqual(announcer.look(["a", "b", "c"], 5_000)?.news, ["b", "c"]);
  });
});
