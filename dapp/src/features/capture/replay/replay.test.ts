import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { NumericCourse } from "../../../engine/capturing/replaying.ts";
import type { WaveRun } from "../../../engine/capturing/tiles.ts";
import { lineOf, valueAt } from "./courses.ts";
import { createTileCache, TILE_MS } from "./createTileCache.ts";
import { drawWave } from "./drawWave.ts";
import { eventsOf, neighbourOf } from "./events.ts";
import { elapsedWords, movedTo, passed, spanOf, startOf, toggled } from "./playback.ts";

describe("playback", () => {
  const start = movedTo(startOf(1_000, 61_000), 1_000);

  it("begins where the first picture is full, or at the end of a short one", () => {
    assert.equal(spanOf(startOf(1_000, 61_000)).from, 1_000);
    assert.equal(startOf(1_000, 3_000).at, 3_000);
  });

  it("plays at its speed, and stops at the end", () => {
    const playing = { ...toggled(start), speed: 16 } as const;
    assert.equal(passed(playing, 1_000).at, 17_000);
    const ended = passed(playing, 10_000);
    assert.deepEqual([ended.at, ended.isPlaying], [61_000, false]);
    assert.equal(toggled(ended).at, 1_000);
  });
  it("does not move while it is paused, and never beyond the ends", () => {
    assert.equal(passed(start, 5_000).at, 1_000);
    assert.equal(movedTo(start, 0).at, 1_000);
    assert.equal(movedTo(start, 99_000).at, 61_000);
  });
  it("shows as much as the zoom says", () => {
    const { from, to } = spanOf({ ...start, at: 30_000, zoom: 10 });
    assert.deepEqual([from, to], [22_500, 32_500]);
  });
  it("says how long it is", () => {
    assert.deepEqual([0, 65_000, 3_725_999].map(elapsedWords), ["0:00", "1:05", "1:02:05"]);
  });
});

describe("valueAt", () => {
  const course: NumericCourse = {
    id: "m1",
    from: Float64Array.of(1_000, 5_000, 40_000),
    to: Float64Array.of(4_000, 8_000, 40_000),
    value: Float64Array.of(60, Number.NaN, 70),
    isQuestionable: Uint8Array.of(0, 0, 1),
    absent: [null, "error", null],
  };

  it("is what was last said, for as long as it may hold", () => {
    assert.equal(valueAt(course, 999), null);
    assert.equal(valueAt(course, 4_500)?.value, 60);
    assert.deepEqual(valueAt(course, 18_000), { value: null, absent: "error", isQuestionable: false });
    assert.equal(valueAt(course, 18_001), null);
    assert.deepEqual(valueAt(course, 50_000), { value: 70, absent: null, isQuestionable: true });
  });
  it("draws a hole where nothing was said", () => {
    const { times, values } = lineOf(course);
    assert.deepEqual(values, [60, 60, null, null, null, 70]);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(times).size, times.length);
  });
});

describe("events", () => {
  const events = eventsOf({
    notices: [
      { kind: "alarm", at: 5_000, text: "HR HIGH", device: "d1", facts: { priority: "high", active: true } },
      { kind: "alarm", at: 9_000, text: "HR HIGH", device: "d1", facts: { priority: "high", active: false } },
      { kind: "event-marker", at: 7_000, text: "Incision", facts: {} },
      { kind: "station-note", at: 1_000, text: "Paused", facts: {} },
    ],
    devices: [{ id: "d1", label: "Monitor", values: 3, gaps: [{ from: 6_000, to: 6_500 }] }],
  });

  it("stand in the order of time, each in its group", () => {
    assert.deepEqual(
      events.map(({ at, group, isOver }) => [at, group, isOver]),
      [
        [1_000, "states", false],
        [5_000, "alarms", false],
        [6_000, "gaps", false],
        [7_000, "markers", false],
        [9_000, "alarms", true],
      ],
    );
  });
  it("are gone to one after the other", () => {
    assert.equal(neighbourOf(events, 5_000, "after")?.at, 6_000);
    assert.equal(neighbourOf(events, 5_000, "before")?.at, 1_000);
    assert.equal(neighbourOf(events, 9_000, "after"), null);
    assert.equal(neighbourOf(events, 1_000, "before"), null);
  });
});

describe("createTileCache", () => {
  const run = (from: number): WaveRun => ({ from, samplesPerSecond: 1, samples: Float32Array.of(from) });

  it("asks once for what is shown, and has it when it has come", async () => {
    const asked: number[] = [];
    let loaded = 0;
    const cache = createTileCache(async (from) => {
      asked.push(from / TILE_MS);
      return new Map([["w", [run(from)]]]);
    });
    cache.subscribe((error) => {
      assert.equal(error, null);
      loaded += 1;
    });
    assert.deepEqual(cache.runs("w", TILE_MS * 2 + 5, TILE_MS * 4), []);
    assert.equal(cache.isLoaded(TILE_MS * 2 + 5, TILE_MS * 4), false);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([asked, loaded], [[2, 3], 2]);
    assert.equal(cache.isLoaded(TILE_MS * 2 + 5, TILE_MS * 4), true);
    assert.deepEqual(
      cache.runs("w", TILE_MS * 2 + 5, TILE_MS * 4).map(({ from }) => from),
      [TILE_MS * 2, TILE_MS * 3],
    );
    assert.deepEqual(cache.runs("other", TILE_MS * 2, TILE_MS * 3), []);
  });
  it("keeps few, and asks again after a failure", async () => {
    let times = 0;
    const errors: unknown[] = [];
    const cache = createTileCache(async () => {
      times += 1;
      if (times === 1) throw new Error("no");
      return new Map();
    });
    cache.subscribe((error) => {
      if (error !== null) errors.push(error);
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    cache.runs("w", 0, 1);
    await turn();
    for (let index = 0; index < 40; index += 1) {
      cache.runs("w", index * TILE_MS, index * TILE_MS + 1);
      await turn();
    }
    assert.deepEqual([times, errors.length], [41, 1]);
    cache.runs("w", 0, 1);
    assert.equal(times, 42);
  });
});

describe("drawWave", () => {
  function drawn(runs: readonly WaveRun[], width = 100): readonly (readonly [string, number, number])[] {
    const calls: [string, number, number][] = [];
    const canvas = {
      lineWidth: 1,
      beginPath: () => undefined,
      stroke: () => undefined,
      moveTo: (x: number, y: number) => void calls.push(["move", x, y]),
      lineTo: (x: number, y: number) => void calls.push(["line", x, y]),
    };
    drawWave(canvas, { runs, from: 0, to: 1_000, low: 0, high: 1, width, height: 100, lineWidth: 1 });
    return calls;
  }
  const flat = (from: number, count: number, value = 0.5): WaveRun => ({
    from,
    samplesPerSecond: 100,
    samples: new Float32Array(count).fill(value),
  });

  /** How many pieces of a line one sees. */
  function pieces(runs: readonly WaveRun[]): number {
    const lines: [number, number][] = [];
    let at = 0;
    for (const [what, x] of drawn(runs)) {
      if (what === "line") lines.push([Math.min(at, x), Math.max(at, x)]);
      at = x;
    }
    let end = -Infinity;
    let count = 0;
    for (const [from, to] of lines.toSorted(([a], [b]) => a - b)) {
      if (from > end + 1e-6) count += 1;
      end = Math.max(end, to);
    }
    return count;
  }

  it("joins runs that follow each other, and nothing across a gap", () => {
    assert.equal(pieces([flat(0, 30), flat(300, 30)]), 1);
    assert.equal(pieces([flat(0, 30), flat(400, 30)]), 2);
    const broken = flat(0, 60);
    broken.samples[30] = Number.NaN;
    assert.equal(pieces([broken]), 2);
    const open = flat(0, 30);
    open.samples[29] = Number.NaN;
    assert.equal(pieces([open, flat(300, 30)]), 2);
  });
  it("loses no peak, however many samples share a column", () => {
    const dense: WaveRun = { from: 0, samplesPerSecond: 10_000, samples: new Float32Array(10_000).fill(0.5) };
    dense.samples[5_005] = 1;
    const calls = drawn([dense], 10);
    assert.ok(calls.length < 100, `${calls.length} points`);
    assert.ok(Math.min(...calls.map(([, , y]) => y)) < 10);
  });
});
