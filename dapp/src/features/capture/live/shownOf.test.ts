import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Quality } from "../../../capture/contract.ts";
import type { NumericLine } from "../../../capture/live/createLiveBook.ts";
import { createTrend } from "../../../capture/live/createTrend.ts";
import { freshnessOf } from "../../../capture/live/freshness.ts";
import { type Age, shownOf } from "./shownOf.ts";
import type { Tile } from "./vitals.ts";

const NOW = 100_000;
const line = (device: string, age: number, quality: Quality | null = null): NumericLine => ({
  key: `${device} ${age} ${quality}`,
  trend: createTrend(),
  latest: {
    device,
    at: NOW - age,
    code: { id: "P", label: "P" },
    value: 1,
    absent: null,
    unit: null,
    quality,
  },
});
const ageOf = ({ latest }: NumericLine): Age => {
  const freshness = freshnessOf(latest.at, NOW, "intellivue");
  return { freshness, seconds: freshness === "fresh" ? 0 : (NOW - latest.at) / 1000 };
};
const tileOf = (parts: Partial<Tile> & Pick<Tile, "main">): Tile => ({
  vital: "pressure",
  device: "1",
  systolic: parts.main,
  diastolic: null,
  mean: null,
  others: [],
  ...parts,
});

describe("shownOf", () => {
  it("leaves out a part that is gone, and tells the age of the oldest that is shown", () => {
    const [main, diastolic, mean] = [line("1", 0), line("1", 15_000), line("1", 9_000)];
    const shown = shownOf(tileOf({ main, diastolic, mean }), ageOf);
    assert.deepEqual([shown.main, shown.diastolic, shown.mean], [main, null, mean]);
    assert.deepEqual(shown.age, { freshness: "stale", seconds: 9 });
  });
  it("shows nothing of a pressure without its first part", () => {
    const tile = tileOf({ main: line("1", 20_000), diastolic: line("1", 0), mean: line("1", 0) });
    const { main, diastolic, mean, age } = shownOf(tile, ageOf);
    assert.deepEqual([main, diastolic, mean], [null, null, null]);
    assert.deepEqual(age, { freshness: "gone", seconds: 20 });
  });
  it("flags the worst quality of what is shown, and only of that", () => {
    const main = line("1", 0);
    const mean = line("1", 0, "questionable");
    assert.equal(shownOf(tileOf({ main, mean }), ageOf).quality, "questionable");
    assert.equal(shownOf(tileOf({ main, mean, diastolic: line("1", 0, "demo") }), ageOf).quality, "demo");
    assert.equal(shownOf(tileOf({ main, mean: line("1", 15_000, "demo") }), ageOf).quality, null);
  });
  it("compares with other instruments only what they say now", () => {
    const others = [line("2", 16_000), line("3", 1_000, "questionable")];
    const shown = shownOf(tileOf({ main: line("1", 0), others }), ageOf);
    assert.deepEqual(
      shown.others.map(({ latest }) => latest.device),
      ["3"],
    );
    assert.equal(shown.othersQuality, "questionable");
  });
});
