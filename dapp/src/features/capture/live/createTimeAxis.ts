import { piecesOf, placeOf, type SweepGeometry, timeAt } from "../charts/index.ts";

export interface TimeAxis {
  advance(now: number): boolean;
  redraw(now: number): void;
}

/** Seconds between two times in writing; below, ticks. */
const STEPS = [1, 2, 5, 10] as const;
const TEXT_PIXELS = 64;
const BAR_PIXELS = 14;

/** Times under a sweep, written over and over as the sweep is. */
export function createTimeAxis(options: {
  readonly context: CanvasRenderingContext2D;
  readonly geometry: SweepGeometry;
  readonly top: number;
  readonly height: number;
  readonly ratio: number;
  readonly look: {
    readonly background: string;
    readonly ink: string;
    readonly line: string;
    readonly font: string;
  };
  readonly clock: (at: number) => string;
}): TimeAxis {
  const { context, geometry, top, height, ratio, look, clock } = options;
  const step =
    (STEPS.find((each) => each * 1000 * geometry.pixelsPerMs > 1.5 * TEXT_PIXELS * ratio) ?? 10) * 1000;
  const text = TEXT_PIXELS * ratio;
  /** Places up to which ticks are drawn and the axis is wiped. */
  let ticked = 0;
  let wiped = 0;

  function wipe(from: number, to: number): void {
    context.fillStyle = look.background;
    for (const { x, width } of piecesOf(geometry, from, to)) {
      context.fillRect(Math.floor(x), top, Math.ceil(width) + 1, height);
    }
  }

  /** A time is written once the sweep has gone beyond it, so that it is not wiped at once. */
  function tick(from: number, to: number): void {
    context.font = `${Math.round(11 * ratio)}px ${look.font}`;
    context.textBaseline = "bottom";
    context.textAlign = "left";
    const first = Math.ceil(timeAt(geometry, from) / 1000) * 1000;
    for (let time = first; placeOf(geometry, time) < to; time += 1000) {
      const place = placeOf(geometry, time);
      const x = Math.round(place - Math.floor(place / geometry.width) * geometry.width);
      const isWritten = time % step === 0;
      context.fillStyle = isWritten ? look.ink : look.line;
      context.fillRect(x, top, Math.max(1, Math.round(ratio)), isWritten ? 8 * ratio : 5 * ratio);
      if (isWritten && x + text < geometry.width) context.fillText(clock(time), x + 4 * ratio, top + height);
    }
  }

  return {
    redraw(now) {
      const cursor = placeOf(geometry, now);
      const since = cursor - geometry.width + BAR_PIXELS * ratio;
      wipe(0, geometry.width);
      ticked = cursor - text;
      tick(since, ticked);
      wiped = cursor + BAR_PIXELS * ratio;
      wipe(cursor, wiped);
    },
    advance(now) {
      const cursor = placeOf(geometry, now);
      if (cursor - (wiped - BAR_PIXELS * ratio) < 2 * ratio) return false;
      if (cursor - wiped > geometry.width / 2) {
        this.redraw(now);
        return true;
      }
      wipe(wiped, cursor + BAR_PIXELS * ratio);
      wiped = cursor + BAR_PIXELS * ratio;
      tick(ticked, cursor - text);
      ticked = cursor - text;
      return true;
    },
  };
}
