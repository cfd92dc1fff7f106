import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LiveNumeric, LiveUpdate } from "../contract.ts";
import { createLiveBook } from "./createLiveBook.ts";
import { createTrend, TREND_MS } from "./createTrend.ts";
import { freshnessOf } from "./freshness.ts";

const EMPTY: LiveUpdate = {
  now: 1_000_000,
  heardAt: null,
  numerics: [],
  waves: [],
  alarms: [],
  statuses: [],
  identities: [],
  unknowns: [],
  links: [],
  markers: [],
  state: null,
};
const pulse = (value: number | null, more: Partial<LiveNumeric> = {}): LiveNumeric => ({
  device: "1",
  at: 1_000_000,
  code: { id: "HR", label: "Heart rate" },
  value,
  absent: value === null ? "error" : null,
  unit: "/min",
  quality: null,
  ...more,
});
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 260));

describe("freshnessOf", () => {
  it("greys after 5 s and gives up after 15 s, but not what is measured once", () => {
    assert.equal(freshnessOf(0, 4_999, "nonin"), "fresh");
    assert.equal(freshnessOf(0, 5_000, "nonin"), "stale");
    assert.equal(freshnessOf(0, 14_999, "nonin"), "stale");
    assert.equal(freshnessOf(0, 15_000, "nonin"), "gone");
    assert.equal(freshnessOf(0, 900_000, "bm58"), "fresh");
  });
});

describe("createTrend", () => {
  it("keeps the last hour by stretches, gaps as gaps", () => {
    const trend = createTrend();
    for (let at = 0; at < 3 * TREND_MS; at += 5_000)
      if (at < TREND_MS * 2 || at >= TREND_MS * 2.5) trend.add(at, at % 10_000 === 0 ? 60 : 70);
    const points = trend.points(3 * TREND_MS - 1);
    assert.ok(points.length > 170 && points.length < 190, `${points.length}`);
    assert.ok(
      points.every(
        ({ at, low, high, last }) => at >= TREND_MS * 2.5 && low === 60 && high === 70 && last === 70,
      ),
    );
  });
});

describe("createLiveBook", () => {
  it("tells pages of a change, a few times a second, and not of the same again", async () => {
    const book = createLiveBook();
    let told = 0;
    book.subscribe(() => (told += 1));
    for (const value of [60, 61, 62]) book.apply({ ...EMPTY, numerics: [pulse(value)] });
    await settled();
    assert.ok(told <= 2, `${told}`);
    assert.deepEqual(
      book.snapshot.numerics.map(({ latest }) => latest.value),
      [62],
    );
    const before = told;
    book.apply({ ...EMPTY, numerics: [pulse(62, { at: 1_001_000 })] });
    await settled();
    assert.equal(told, before);
  });
  it("keeps parts apart: one that did not change is the same object", async () => {
    const book = createLiveBook();
    book.apply({ ...EMPTY, numerics: [pulse(60)] });
    await settled();
    const { numerics } = book.snapshot;
    book.apply({ ...EMPTY, markers: [{ at: 1, text: "Incision" }] });
    await settled();
    assert.equal(book.snapshot.numerics, numerics);
    assert.equal(book.snapshot.markers.length, 1);
  });
  it("ends an alarm that is active no longer, and forgets a device that is taken away", async () => {
    const book = createLiveBook();
    const alarm = { device: "1", at: 1, id: "A", text: "Apnoea", priority: "high", isActive: true } as const;
    book.apply({ ...EMPTY, alarms: [alarm, { ...alarm, device: "2" }], numerics: [pulse(60)] });
    await settled();
    assert.equal(book.snapshot.alarms.length, 2);
    book.apply({ ...EMPTY, alarms: [{ ...alarm, isActive: false }] });
    book.forget("2");
    await settled();
    assert.deepEqual(book.snapshot.alarms, []);
    assert.equal(book.snapshot.numerics.length, 1);
  });
  it("remembers when a device was last heard", async () => {
    const book = createLiveBook();
    const said = { text: "", hints: [] };
    const counters = { bytes: 1, good: 1, bad: 0, skippedBytes: 0, gaps: 0, lineErrors: 0 };
    for (const [at, state] of [
      [1_000, "receiving"],
      [3_000, "silent"],
    ] as const)
      book.apply({ ...EMPTY, links: [{ device: "1", at, link: { ...said, state }, counters }] });
    await settled();
    assert.equal(book.snapshot.links.get("1")?.link.state, "silent");
    assert.equal(book.snapshot.links.get("1")?.heardAt, 1_000);
  });
  it("forgets the alarms of a device that is connected anew, and only those", async () => {
    const book = createLiveBook();
    const alarm = { device: "1", at: 1, id: "A", text: "Apnoea", priority: "high", isActive: true } as const;
    book.apply({ ...EMPTY, alarms: [alarm, { ...alarm, device: "2" }], numerics: [pulse(60)] });
    book.forgetAlarms("1");
    await settled();
    assert.deepEqual(
      book.snapshot.alarms.map(({ device }) => device),
      ["2"],
    );
    assert.equal(book.snapshot.numerics.length, 1);
  });
  it("holds no more than it needs in a session without end", async () => {
    const book = createLiveBook();
    for (let index = 0; index < 2_000; index++) {
      const code = { id: `${index}`, label: "Odd" };
      const said = { device: "1", at: index, id: `${index}`, text: "x" } as const;
      book.apply({
        ...EMPTY,
        numerics: [pulse(1, { code })],
        statuses: [{ ...said, level: "info" }],
        alarms: [{ ...said, priority: "low", isActive: true }],
        markers: [{ at: index, text: "m" }],
      });
    }
    await settled();
    const { numerics, statuses, alarms, markers } = book.snapshot;
    assert.deepEqual([numerics.length, statuses.length, alarms.length, markers.length], [500, 200, 200, 200]);
  });
});
