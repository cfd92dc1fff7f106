import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OwnRecordEntry } from "../../engine/records/entries.ts";
import { categoriesIn, filtered, monthsOf, NO_FILTER } from "./months.ts";

function entry(day: string, rest: Partial<OwnRecordEntry> = {}): OwnRecordEntry {
  return {
    chainId: 7101,
    recordId: `0x${"11".repeat(32)}`,
    category: "laboratory",
    institution: "Riverside Hospital",
    authorName: null,
    isAuthorVerified: false,
    status: "confirmed",
    version: 0,
    proposedAt: new Date(`${day}T12:00:00`).getTime() / 1000,
    confirmedAt: null,
    byMandate: false,
    label: null,
    isRefuted: false,
    ...rest,
  };
}

describe("monthsOf", () => {
  it("keeps the order and parts by month", () => {
    const months = monthsOf([
      entry("2026-11-20"),
      entry("2026-11-01"),
      entry("2026-10-31"),
      entry("2025-11-05"),
    ]);
    assert.deepEqual(
      months.map(({ start, records }) => [start.getFullYear(), start.getMonth() + 1, records.length]),
      [
        [2026, 11, 2],
        [2026, 10, 1],
        [2025, 11, 1],
      ],
    );
  });
});

describe("filtered", () => {
  const records = [entry("2026-11-20"), entry("2026-11-01", { category: "imaging", status: "proposed" })];
  it("shows everything without a filter", () => {
    assert.equal(filtered(records, NO_FILTER).length, 2);
  });
  it("needs both to fit", () => {
    assert.equal(filtered(records, { category: "imaging", status: "proposed" }).length, 1);
    assert.equal(filtered(records, { category: "imaging", status: "confirmed" }).length, 0);
  });
});

describe("categoriesIn", () => {
  it("counts, most first, without those nobody has a key for", () => {
    const records = [
      entry("2026-11-01", { category: "imaging" }),
      entry("2026-11-01"),
      entry("2026-11-02"),
      entry("2026-11-02", { category: null }),
    ];
    assert.deepEqual(categoriesIn(records), [
      { category: "laboratory", count: 2 },
      { category: "imaging", count: 1 },
    ]);
  });
});
