import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createWaveRing } from "../../../capture/live/createWaveRing.ts";
import { createSweep } from "./createSweep.ts";
import { lapOf, sweepGeometry } from "./sweepGeometry.ts";

const ORIGIN = 100_000;
const RATE = 100;
const LANE = { top: 10, height: 50 };
const LOOK = { background: "black", trace: "green", marker: "white", lineWidth: 1, font: "sans-serif" };
const geometry = sweepGeometry({ width: 500, speed: 25, ratio: 1, origin: ORIGIN });

/** A canvas that notes what is done to it. */
function noted() {
  const rects: { style: string; x: number; width: number }[] = [];
  const texts: string[] = [];
  let points: [number, number][] = [];
  const context = {
    fillStyle: "",
    strokeStyle: "",
    lineWidth: 0,
    lineJoin: "",
    fillRect: (x: number, top: number, width: number, height: number) => {
      assert.deepEqual([top, height], [LANE.top, LANE.height], "only the lane is touched");
      rects.push({ style: context.fillStyle, x, width });
    },
    beginPath: () => undefined,
    stroke: () => undefined,
    moveTo: (x: number, y: number) => void points.push([x, y]),
    lineTo: (x: number, y: number) => void points.push([x, y]),
    fillText: (text: string) => void texts.push(text),
  };
  return {
    context: context as unknown as CanvasRenderingContext2D,
    rects,
    texts,
    take() {
      const taken = points;
      points = [];
      rects.length = 0;
      return taken;
    },
  };
}

function begun(markers: number[] = []) {
  const canvas = noted();
  const ring = createWaveRing(RATE, ORIGIN);
  const sweep = createSweep({
    ...canvas,
    ring,
    lane: LANE,
    geometry,
    look: LOOK,
    range: null,
    markers: () => markers.map((at) => ({ at, text: "Incision" })),
  });
  let time = ORIGIN;
  /** So many milliseconds of a sine arrive, and are drawn. */
  const hear = (ms: number): boolean => {
    const samples = Array.from({ length: (ms * RATE) / 1000 }, (_, index) =>
      Math.sin((time + index * 10) / 80),
    );
    ring.write(time, samples);
    time += ms;
    return sweep.advance(time);
  };
  return { ...canvas, sweep, ring, hear, now: () => time };
}

describe("createSweep", () => {
  it("draws what is new and no more, wiping a bar before the pen", () => {
    const { hear, take, rects } = begun();
    for (let step = 0; step < 10; step++) hear(100);
    take();
    hear(100);
    const wiped = rects.filter(({ style }) => style === "black").reduce((sum, { width }) => sum + width, 0);
    const drawn = take();
    assert.equal(drawn.length, 11, "ten samples, from the last one on");
    const perStep = 100 * geometry.pixelsPerMs;
    assert.ok(wiped > perStep - 2 && wiped < perStep + 4, `${wiped} pixels for ${perStep}`);
    assert.ok(drawn.every(([, y]) => y >= LANE.top && y <= LANE.top + LANE.height));
  });
  it("does nothing while nothing is new", () => {
    const { hear, take, sweep, now } = begun();
    hear(200);
    take();
    assert.equal(sweep.advance(now() + 10), false);
    assert.deepEqual(take(), []);
  });
  it("wipes what is old when nothing comes any more, and draws no line over the gap", () => {
    const { hear, take, sweep, now, ring, rects } = begun();
    hear(1_000);
    take();
    assert.equal(sweep.advance(now() + 3_000), true);
    assert.ok(rects.some(({ width }) => width > 1_000 * geometry.pixelsPerMs));
    assert.deepEqual(take(), []);
    ring.write(now() + 3_000, [0, 0, 0]);
    sweep.advance(now() + 3_030);
    const xs = take().map(([x]) => x);
    assert.ok(Math.max(...xs) - Math.min(...xs) < 100 * geometry.pixelsPerMs);
  });
  it("draws a whole lap from the ring when it was not looked at for long", () => {
    const { hear, take, sweep, ring, now } = begun();
    hear(100);
    take();
    const samples = Array.from({ length: 6_000 }, (_, index) => Math.sin(index / 8));
    ring.write(now(), samples);
    sweep.advance(now() + 60_000);
    const count = take().length;
    const lap = (lapOf(geometry) * RATE) / 1000;
    assert.ok(count > lap * 0.9 && count < lap * 1.2, `${count} of ${lap}`);
  });
  it("keeps its range while the wave stays in it, and redraws once when it does not", () => {
    const { hear, take, sweep, ring, now } = begun();
    hear(3_000);
    const { range } = sweep;
    for (let step = 0; step < 5; step++) hear(100);
    assert.equal(sweep.range, range);
    take();
    ring.write(now(), [9]);
    sweep.advance(now() + 10);
    assert.ok((sweep.range?.high ?? 0) >= 9);
    assert.ok(take().length > 100, "all of it, in the new range");
  });
  it("marks what happens, once", () => {
    const { hear, rects, texts, take } = begun([ORIGIN + 450]);
    for (let step = 0; step < 4; step++) hear(100);
    take();
    const marks = (): number => rects.filter(({ style }) => style === "white").length;
    hear(100);
    assert.equal(marks(), 1);
    hear(100);
    assert.equal(marks(), 1);
    assert.deepEqual(texts, ["Incision"]);
  });
});
