import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BenchRow } from "../../sdk/bench/row.ts";
import { renderTable, summarize } from "./table.ts";

function aRow(changes: Partial<BenchRow> = {}): BenchRow {
  return {
    row: "open 1 MB",
    what: "two answers to content",
    ours: { value: 15.234, unit: "ms" },
    baseline: { value: 2148, unit: "ms" },
    baselineName: "RSA",
    ratio: 141.0003,
    goal: "≤ 50 ms",
    isMet: true,
    ...changes,
  };
}

describe("renderTable", () => {
  it("shows value, baseline, ratio, goal and verdict of a row in one aligned line", () => {
    const lines = renderTable([aRow(), aRow({ row: "x", isMet: false })]).split("\n");
    assert.equal(lines[2], "| open 1 MB | 15.2 ms | 2 148 ms, RSA | 141 ×        | ≤ 50 ms | yes |");
    assert.deepEqual(new Set(lines.slice(0, 4).map((line) => line.length)).size, 1);
    assert.ok(lines[3]?.endsWith("| NO  |"));
  });

  it("leaves open what a row does not have", () => {
    const [, , line] = renderTable([
      aRow({ baseline: null, baselineName: "", ratio: null, goal: "", isMet: null }),
    ]).split("\n");
    assert.equal(line?.split("|").filter((cell) => cell.trim() === "–").length, 4);
  });

  it("says below what each row did", () => {
    assert.ok(
      renderTable([aRow({ note: "On one core." })]).endsWith(
        "- open 1 MB: two answers to content. On one core.",
      ),
    );
  });
});

describe("summarize", () => {
  it("names every missed goal, and counts rows that have one", () => {
    const rows = [aRow(), aRow({ row: "slow", isMet: false }), aRow({ isMet: null })];
    assert.equal(summarize(rows), "1 of 2 goals are met. Missed: slow.");
    assert.equal(summarize([aRow()]), "All 1 goals are met.");
  });
});
