import type { WaveRing } from "../../../capture/index.ts";

/** What is used of a canvas, or of a Path2D. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export interface Trace {
  readonly ring: Pick<WaveRing, "sample">;
  readonly from: number;
  readonly to: number;
  /** Of a slot; may be beyond the edges. */
  readonly xOf: (slot: number) => number;
  readonly yOf: (value: number) => number;
}

/** Samples in one column of pixels, from which only the least and the most are drawn. */
const DENSE = 3;

/**
 * Draws the slots from one to another, the first as the point to go on from. Nothing joins what lies on two sides of a gap. Where samples
 * outnumber pixels each column has a line from its least to its most, so that no peak is lost.
 */
export function traceTo(pen: Pen, trace: Trace): void {
  const { from, to, xOf } = trace;
  if (to <= from) return;
  const perSlot = (xOf(to) - xOf(from)) / (to - from);
  if (perSlot * DENSE < 1) traceColumns(pen, trace);
  else tracePoints(pen, trace);
}

function tracePoints(pen: Pen, { ring, from, to, xOf, yOf }: Trace): void {
  let isDown = false;
  for (let slot = from; slot < to; slot++) {
    const value = ring.sample(slot);
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const x = xOf(slot);
    const y = yOf(value);
    if (isDown) pen.lineTo(x, y);
    else {
      pen.moveTo(x, y);
      // A single sample between two gaps is seen, too.
      if (Number.isNaN(ring.sample(slot + 1))) pen.lineTo(x + 1, y);
    }
    isDown = true;
  }
}

function traceColumns(pen: Pen, { ring, from, to, xOf, yOf }: Trace): void {
  let isDown = false;
  let column = Number.NaN;
  let first = 0;
  let least = 0;
  let most = 0;
  let last = 0;
  const finish = (): void => {
    if (Number.isNaN(column)) return;
    const x = column + 0.5;
    if (isDown) pen.lineTo(x, first);
    else pen.moveTo(x, first);
    pen.lineTo(x, least);
    pen.lineTo(x, most);
    pen.lineTo(x, last);
    isDown = true;
    column = Number.NaN;
  };
  for (let slot = from; slot < to; slot++) {
    const value = ring.sample(slot);
    if (Number.isNaN(value)) {
      finish();
      isDown = false;
      continue;
    }
    const x = Math.floor(xOf(slot));
    const y = yOf(value);
    if (x !== column) {
      finish();
      column = x;
      first = least = most = y;
    }
    if (y < least) least = y;
    if (y > most) most = y;
    last = y;
  }
  finish();
}
