import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { officersProblem, thresholdFor, thresholdsOf, usualThreshold } from "./beginDraft.ts";

const people = (count: number) => Array.from({ length: count }, (_, index) => `0x${index}` as const);

describe("the choice of officers", () => {
  it("takes two to sixteen", () => {
    const problems = [0, 1, 2, 16, 17].map((count) => officersProblem(people(count)));
    assert.deepEqual(problems, ["whoMissing", "whoMissing", null, null, "whoMany"]);
  });
  it("offers every number from two to all", () => {
    assert.deepEqual(thresholdsOf(1), []);
    assert.deepEqual(thresholdsOf(2), [2]);
    assert.deepEqual(thresholdsOf(4), [2, 3, 4]);
  });
  it("proposes more than half, and at least two", () => {
    assert.deepEqual([2, 3, 4, 5, 16].map(usualThreshold), [2, 2, 3, 3, 9]);
  });
  it("forgets a number that is more than there are officers", () => {
    assert.equal(thresholdFor(3, 3), 3);
    assert.equal(thresholdFor(3, 4), 2);
    assert.equal(thresholdFor(3, null), 2);
  });
});
