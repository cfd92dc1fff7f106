import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEntry, type EntryRow, localMinute, optionsAt } from "./entry.ts";

const now = new Date(2026, 10, 21, 12, 0);
const row = (change: Partial<EntryRow> = {}): EntryRow => ({
  key: 1,
  measure: "systolic",
  value: "128",
  time: localMinute(now),
  note: "",
  ...change,
});

describe("checkEntry (P17)", () => {
  it("takes what was typed in the measure's own unit, at the time it says", () => {
    const { measurements, problems } = checkEntry([row({ note: "left arm" })], optionsAt(now));
    assert.deepEqual(problems, []);
    const [found] = measurements;
    assert.deepEqual([found?.value, found?.measure.unit, found?.note], [128, "mm[Hg]", "left arm"]);
    assert.equal(Date.parse(found?.time ?? ""), now.getTime());
  });
  it("names the row and the field of what is wrong", () => {
    const { problems } = checkEntry(
      [row(), row({ value: "900" }), row({ measure: "" }), row({ value: "", time: "" })],
      optionsAt(now),
    );
    assert.deepEqual(
      problems.map((problem) => [problem.row, problem.column, problem.rule]),
      [
        [2, "value", "value-impossible"],
        [3, "measure", "measure-unknown"],
        [4, "time", "time-form"],
        [4, "value", "value-missing"],
      ],
    );
  });
  it("asks about what is rare, and takes it", () => {
    const { measurements, doubts } = checkEntry([row({ value: "230" })], optionsAt(now));
    assert.deepEqual([measurements.length, doubts.map(({ rule }) => rule)], [1, ["value-rare"]]);
    const both = checkEntry([row({ value: "" }), row({ value: "230" })], optionsAt(now));
    assert.deepEqual(
      [both.problems, both.doubts].map((found) => found.map((problem) => problem.row)),
      [[1], [2]],
    );
  });
});
