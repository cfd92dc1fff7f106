import type { WaveRing } from "../../../capture/index.ts";
import { nextRange, type Range } from "./range.ts";
import { lapOf, piecesOf, placeOf, type SweepGeometry, timeAt } from "./sweepGeometry.ts";
import { traceTo } from "./trace.ts";

/** A part of a canvas, in pixels of the device; its left edge is that of the canvas. */
export interface Lane {
  readonly top: number;
  readonly height: number;
}

export interface SweepLook {
  readonly background: string;
  readonly trace: string;
  readonly marker: string;
  readonly lineWidth: number;
  readonly font: string;
}

export interface SweepMarker {
  readonly at: number;
  readonly text: string | null;
}

export interface SweepOptions {
  readonly context: CanvasRenderingContext2D;
  readonly ring: WaveRing;
  readonly lane: Lane;
  readonly geometry: SweepGeometry;
  readonly look: SweepLook;
  readonly range: Range | null;
  /** Event markers; one with a text has it written beside. */
  readonly markers: () => readonly SweepMarker[];
}

export interface Sweep {
  /** Draws what is new. @returns whether anything was */
  advance(now: number): boolean;
  /** Draws the whole lap anew. */
  redraw(now: number): void;
  readonly range: Range | null;
}

/** The dark part before the pen, mm-like at any speed. */
const BAR_PIXELS = 14;
/** A wave that brings nothing is wiped all the same, this much later: what stands there is no longer so. */
const LAG_MS = 1_500;
const LOOK_AT_RANGE_MS = 1_000;
const MOST_LETTERS = 18;

/** One wave as a bedside monitor draws it: written from left to right, over and over, an erase bar before the pen. */
export function createSweep(options: SweepOptions): Sweep {
  const { context, ring, lane, geometry, look, markers } = options;
  const ratio = look.lineWidth;
  const bar = BAR_PIXELS * ratio;
  let { range } = options;
  /** Slot that was drawn last, and the place up to which the lane is wiped. */
  let drawn = 0;
  let wiped = 0;
  let lookedAt = -Infinity;

  const wipe = (from: number, to: number): void => {
    context.fillStyle = look.background;
    for (const { x, width } of piecesOf(geometry, from, to)) {
      context.fillRect(Math.floor(x), lane.top, Math.ceil(width) + 1, lane.height);
    }
  };
  const cursorOf = (now: number): number => placeOf(geometry, Math.max(ring.timeOf(ring.end), now - LAG_MS));

  function draw(from: number, to: number): void {
    if (range === null || to <= from) return;
    const { low, high } = range;
    const perUnit = (lane.height - 2 * ratio) / (high - low);
    const bottom = lane.top + lane.height - ratio;
    const top = lane.top + ratio;
    const perSlot = geometry.pixelsPerMs * (1000 / ring.samplesPerSecond);
    const start = placeOf(geometry, ring.timeOf(0));
    const yOf = (value: number): number => Math.min(bottom, Math.max(top, bottom - (value - low) * perUnit));
    context.strokeStyle = look.trace;
    context.lineWidth = 1.6 * ratio;
    context.lineJoin = "bevel";
    context.beginPath();
    // A stretch over the edge is drawn on both laps; what lies beyond the canvas is cut off by it.
    const firstLap = Math.floor((start + from * perSlot) / geometry.width);
    const lastLap = Math.floor((start + (to - 1) * perSlot) / geometry.width);
    for (let lap = firstLap; lap <= lastLap; lap++) {
      const left = lap * geometry.width - start;
      const first = Math.max(from, Math.floor(left / perSlot) - 1);
      const last = Math.min(to, Math.ceil((left + geometry.width) / perSlot) + 1);
      traceTo(context, { ring, from: first, to: last, xOf: (slot) => slot * perSlot - left, yOf });
    }
    context.stroke();
  }

  function mark(from: number, to: number): void {
    for (const { at, text } of markers()) {
      const place = placeOf(geometry, at);
      if (place < from || place >= to) continue;
      const [piece] = piecesOf(geometry, place, place + 1);
      if (piece === undefined) continue;
      context.fillStyle = look.marker;
      context.fillRect(Math.round(piece.x), lane.top, Math.max(1, Math.round(1.5 * ratio)), lane.height);
      if (text === null) continue;
      // To the left, where the bar does not come before the next lap.
      context.font = `600 ${Math.round(12 * ratio)}px ${look.font}`;
      context.textAlign = "right";
      context.textBaseline = "top";
      const words = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
      context.fillText(words, piece.x - 4 * ratio, lane.top);
    }
  }

  /** @returns whether the lane has to be drawn anew */
  function lookAtRange(now: number, from: number): boolean {
    const isDue = now - lookedAt >= LOOK_AT_RANGE_MS;
    const fresh = ring.extremes(from, ring.end);
    const isOutside = fresh !== null && (range === null || fresh[0] < range.low || fresh[1] > range.high);
    if (!isDue && !isOutside) return false;
    lookedAt = now;
    const since = Math.floor(ring.slotOf(ring.timeOf(ring.end) - lapOf(geometry)));
    const next = nextRange(range, ring.extremes(since, ring.end));
    if (next === range) return false;
    range = next;
    return true;
  }

  function redraw(now: number): void {
    const cursor = cursorOf(now);
    const since = cursor - geometry.width + bar;
    wipe(0, geometry.width);
    const from = Math.max(ring.begin, Math.floor(ring.slotOf(timeAt(geometry, since))), 0);
    draw(from, ring.end);
    mark(since, cursor);
    drawn = ring.end;
    wiped = cursor + bar;
    wipe(cursor, wiped);
  }

  return {
    get range() {
      return range;
    },
    redraw(now) {
      lookAtRange(now, drawn);
      redraw(now);
    },
    advance(now) {
      const cursor = cursorOf(now);
      const isNew = ring.end > drawn;
      // Wiping alone need not be smooth.
      if (!isNew && cursor + bar - wiped < 2 * ratio) return false;
      if (isNew && lookAtRange(now, drawn)) {
        redraw(now);
        return true;
      }
      if (cursor + bar - wiped >= geometry.width - 2 * bar) {
        redraw(now);
        return true;
      }
      const before = wiped - bar;
      wipe(wiped, cursor + bar);
      wiped = Math.max(wiped, cursor + bar);
      if (isNew) {
        // The last sample is where the pen stands, unless a gap follows it.
        const isGap = Number.isNaN(ring.sample(drawn));
        draw(Math.max(0, isGap ? drawn : drawn - 1), ring.end);
        drawn = ring.end;
      }
      mark(before, cursor);
      return true;
    },
  };
}
