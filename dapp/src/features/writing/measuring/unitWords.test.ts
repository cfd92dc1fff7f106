import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MEASURES } from "@medlattice/sdk/device/record/manual";
import { unitWords } from "./unitWords.ts";

describe("unitWords", () => {
  it("writes units as people do", () => {
    const words = ["mm[Hg]", "kg/m2", "{MET}", "{count}", "{Tscore}", "L", "/min"].map(unitWords);
    assert.deepEqual(words, ["mmHg", "kg/m²", "MET", "", "", "L", "/min"]);
  });
  it("leaves no signs of UCUM in any measure's", () => {
    for (const { id, unit } of MEASURES) assert.doesNotMatch(unitWords(unit), /[[\]{}]/, id);
  });
});
