import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createWaveRing } from "../../../capture/live/createWaveRing.ts";
import { nextRange, niceStep, rangeAround, scaleBar } from "./range.ts";
import { lapOf, piecesOf, placeOf, sweepGeometry, timeAt } from "./sweepGeometry.ts";
import { traceTo } from "./trace.ts";

/** What a pen drew: lines as lists of points. */
function penOf() {
  const lines: [number, number][][] = [];
  return {
    lines,
    moveTo: (x: number, y: number) => void lines.push([[x, y]]),
    lineTo: (x: number, y: number) => void lines.at(-1)?.push([x, y]),
  };
}

const draw = (samples: readonly number[], pixelsPerSample: number) => {
  const pen = penOf();
  const ring = { sample: (slot: number) => samples[slot] ?? Number.NaN };
  traceTo(pen, {
    ring,
    from: 0,
    to: samples.length,
    xOf: (slot) => slot * pixelsPerSample,
    yOf: (value) => -value,
  });
  return pen.lines;
};

describe("traceTo", () => {
  it("draws every sample where there is room", () => {
    assert.deepEqual(draw([1, 2, 3], 2), [
      [
        [0, -1],
        [2, -2],
        [4, -3],
      ],
    ]);
  });
  it("leaves gaps as gaps, and shows a sample alone between two", () => {
    const lines = draw([1, NaN, 2, NaN, 3, 4], 2);
    assert.deepEqual(
      lines.map((line) => line[0]),
      [
        [0, -1],
        [4, -2],
        [8, -3],
      ],
    );
    assert.equal(lines[1]?.length, 2);
  });
  it("loses no peak where samples outnumber pixels, with few points", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 40, maxLength: 400 }),
        (samples) => {
          const points = draw(samples, 0.1).flat();
          const columns = Math.ceil(samples.length * 0.1) + 1;
          assert.ok(points.length <= 4 * columns);
          const heights = points.map(([, y]) => -y);
          assert.equal(Math.max(...heights), Math.max(...samples));
          assert.equal(Math.min(...heights), Math.min(...samples));
        },
      ),
      { numRuns: 50 },
    );
  });
  it("joins nothing over a gap where samples outnumber pixels", () => {
    const samples = [
      ...Array<number>(50).fill(1),
      ...Array<number>(50).fill(NaN),
      ...Array<number>(50).fill(2),
    ];
    assert.equal(draw(samples, 0.1).length, 2);
  });
});

describe("sweepGeometry", () => {
  const geometry = sweepGeometry({ width: 1_000, speed: 25, ratio: 2, origin: 5_000 });
  it("has 25 mm in a second", () => {
    assert.ok(Math.abs(placeOf(geometry, 6_000) - (25 * 96 * 2) / 25.4) < 1e-9);
    assert.ok(Math.abs(timeAt(geometry, placeOf(geometry, 7_777)) - 7_777) < 1e-6);
    assert.ok(Math.abs(placeOf(geometry, 5_000 + lapOf(geometry)) - 1_000) < 1e-9);
  });
  it("covers exactly a stretch, also over the right edge", () => {
    assert.deepEqual(piecesOf(geometry, 2_990, 3_020), [
      { x: 990, width: 10 },
      { x: 0, width: 20 },
    ]);
    assert.deepEqual(piecesOf(geometry, 10, 20), [{ x: 10, width: 10 }]);
    assert.deepEqual(piecesOf(geometry, 20, 20), []);
    assert.deepEqual(piecesOf(geometry, 0, 5_000), [{ x: 0, width: 1_000 }]);
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 999 }), (from, length) => {
        const pieces = piecesOf(geometry, from, from + length);
        assert.equal(
          pieces.reduce((sum, { width }) => sum + width, 0),
          length,
        );
        for (const { x, width } of pieces) assert.ok(x >= 0 && x + width <= 1_000);
      }),
    );
  });
});

describe("nextRange", () => {
  it("holds what was seen, on round numbers", () => {
    const range = rangeAround(-0.085, 0.93);
    assert.ok(range.low <= -0.085 && range.high >= 0.93);
    assert.ok(range.high - range.low < 1.8);
  });
  it("stays while the wave fills it, grows at once, shrinks only where it fills little", () => {
    const range = rangeAround(0, 100);
    assert.equal(nextRange(range, [5, 90]), range);
    assert.equal(nextRange(range, null), range);
    const grown = nextRange(range, [0, 250]);
    assert.ok((grown?.high ?? 0) >= 250);
    assert.equal(nextRange(range, [40, 95]), range);
    const shrunk = nextRange(range, [40, 50]);
    assert.ok(shrunk !== null && shrunk.high - shrunk.low < 20);
  });
  it("has room around a line that is flat", () => {
    for (const value of [0, 80, -3]) {
      const { low, high } = rangeAround(value, value);
      assert.ok(low < value && high > value);
    }
  });
  it("has bars of 1, 2 or 5 that fit", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (span) => {
        const bar = scaleBar({ low: 0, high: span });
        assert.ok(bar > span * 0.1 && bar < span * 0.6, `${bar} of ${span}`);
        assert.match(bar.toExponential(0), /^[125]e/);
      }),
    );
    assert.equal(niceStep(0.3), 0.5);
  });
});

describe("createWaveRing", () => {
  it("puts samples in their slots, and NaN where none came", () => {
    const ring = createWaveRing(100, 1_000);
    ring.write(1_100, [1, 2, 3]);
    assert.equal(ring.end, 13);
    assert.deepEqual([9, 10, 12, 13].map(ring.sample), [NaN, 1, 3, NaN]);
    ring.write(1_130, [4]);
    ring.write(1_200, [5]);
    assert.deepEqual([13, 14, 19, 20].map(ring.sample), [4, NaN, NaN, 5]);
    assert.deepEqual(ring.extremes(0, 21), [1, 5]);
    assert.equal(ring.extremes(14, 20), null);
  });
  it("takes times that are rounded for no gap", () => {
    const ring = createWaveRing(300, 0);
    // Half way between two slots.
    let at = 1_000 + 1_000 / 600;
    for (let piece = 0; piece < 2_000; piece++) {
      ring.write(at + (piece % 2 === 0 ? 1e-6 : -1e-6), [1, 1, 1, 1, 1]);
      at += 5_000 / 300;
    }
    for (let slot = ring.end - 9_900; slot < ring.end; slot++) assert.equal(ring.sample(slot), 1);
  });
  it("keeps a minute, however long it runs or is silent, and takes more than fits", () => {
    const ring = createWaveRing(10, 0);
    ring.write(
      0,
      Array.from({ length: 1_000 }, (_, index) => index),
    );
    assert.equal(ring.end - ring.begin, 600);
    assert.equal(ring.sample(999), 999);
    assert.equal(ring.sample(399), NaN);
    ring.write(3_600_000, [7]);
    assert.equal(ring.end, 36_001);
    assert.equal(ring.extremes(0, 36_000), null);
    assert.equal(ring.sample(36_000), 7);
  });
});
