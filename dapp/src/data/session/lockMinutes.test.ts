import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseLockMinutes } from "./lockMinutes.ts";

describe("parseLockMinutes", () => {
  it("takes what one may choose, and ten minutes for anything else", () => {
    assert.deepEqual(["1", "5", "10", "30"].map(parseLockMinutes), [1, 5, 10, 30]);
    for (const odd of [null, "", "0", "600", "1.0", "Infinity"]) assert.equal(parseLockMinutes(odd), 10);
  });
});
