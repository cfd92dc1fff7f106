import type { LiveBook, WaveLine } from "../../../capture/index.ts";
import {
  createSweep,
  type Range,
  scaleBar,
  type Sweep,
  type SweepMarker,
  sweepGeometry,
  type SweepSpeed,
} from "../charts/index.ts";
import { createTimeAxis, type TimeAxis } from "./createTimeAxis.ts";
import { unitText } from "./units.ts";

export interface BoardLane {
  readonly wave: WaveLine;
  readonly speed: SweepSpeed;
  /** Resolved colours: a canvas knows no variables. */
  readonly trace: string;
}

export interface BoardLook {
  readonly background: string;
  readonly ink: string;
  readonly line: string;
  readonly marker: string;
  readonly font: string;
}

export interface BoardOptions {
  readonly canvas: HTMLCanvasElement;
  readonly book: Pick<LiveBook, "now" | "snapshot" | "takeHeard">;
  readonly clock: (at: number) => string;
}

/** All waves on one canvas; each frame only what is new is drawn. */
export interface Board {
  show(lanes: readonly BoardLane[], look: BoardLook): void;
  /** The canvas has another size. */
  resize(): void;
  stop(): void;
}

type Markers = LiveBook["snapshot"]["markers"];

/** Pixels of CSS for the scale on the right, and for the axis below. */
const SCALE_WIDTH = 58;
const AXIS_HEIGHT = 22;
/** Each lane has its name above the wave. */
const NAME_HEIGHT = 19;

/** What a frame has drawn was heard first then: milliseconds since 1970 in `detail`. For whoever measures. */
export const DRAWN = "drawn";

export function createBoard({ canvas, book, clock }: BoardOptions): Board {
  const context = canvas.getContext("2d", { alpha: false, desynchronized: false });
  let lanes: readonly BoardLane[] = [];
  let look: BoardLook | undefined;
  let sweeps: {
    readonly sweep: Sweep;
    readonly lane: BoardLane;
    readonly top: number;
    readonly height: number;
    drawn: Range | null;
  }[] = [];
  let axis: TimeAxis | undefined;
  let marked: { readonly of: Markers; readonly plain: readonly SweepMarker[] } = { of: [], plain: [] };
  /** The first lane has the words, the others the lines. */
  const plainMarkers = (): readonly SweepMarker[] => {
    const { markers: of } = book.snapshot;
    if (of !== marked.of) marked = { of, plain: of.map(({ at }) => ({ at, text: null })) };
    return marked.plain;
  };
  const ranges = new Map<string, Range | null>();
  let request = 0;

  function layOut(): void {
    if (context === null || look === undefined) return;
    const ratio = devicePixelRatio;
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.fillStyle = look.background;
    context.fillRect(0, 0, width, height);
    const sweepWidth = width - Math.round(SCALE_WIDTH * ratio);
    const axisHeight = Math.round(AXIS_HEIGHT * ratio);
    const each = (height - axisHeight) / Math.max(1, lanes.length);
    const now = book.now();
    // Laps of all lanes begin at the same time.
    const origin = Math.floor(now / 3_600_000) * 3_600_000;
    for (const { sweep, lane } of sweeps) ranges.set(lane.wave.key, sweep.range);
    sweeps = lanes.map((lane, index) => {
      const top = Math.round(index * each);
      const geometry = sweepGeometry({ width: sweepWidth, speed: lane.speed, ratio, origin });
      const name = Math.round(NAME_HEIGHT * ratio);
      const gap = Math.round(3 * ratio);
      const place = { top: top + name, height: Math.round(each) - name - gap };
      const sweep = createSweep({
        context,
        ring: lane.wave.ring,
        lane: place,
        geometry,
        look: {
          background: look?.background ?? "",
          trace: lane.trace,
          marker: look?.marker ?? "",
          lineWidth: ratio,
          font: look?.font ?? "",
        },
        range: ranges.get(lane.wave.key) ?? null,
        markers: index === 0 ? () => book.snapshot.markers : plainMarkers,
      });
      return { sweep, lane, top: place.top, height: place.height, drawn: null };
    });
    const speed = lanes[0]?.speed ?? 25;
    axis = createTimeAxis({
      context,
      geometry: sweepGeometry({ width: sweepWidth, speed, ratio, origin }),
      top: height - axisHeight,
      height: axisHeight,
      ratio,
      look,
      clock,
    });
    for (const { sweep } of sweeps) sweep.redraw(now);
    axis.redraw(now);
    drawScales();
  }

  function drawScales(): void {
    if (context === null || look === undefined) return;
    const ratio = devicePixelRatio;
    const left = canvas.width - Math.round(SCALE_WIDTH * ratio);
    for (const each of sweeps) {
      const { range } = each.sweep;
      if (range === each.drawn || range === null) continue;
      each.drawn = range;
      const bar = scaleBar(range);
      const pixels = (bar / (range.high - range.low)) * each.height;
      const bottom = each.top + each.height / 2 + pixels / 2;
      context.fillStyle = look.background;
      context.fillRect(left, each.top, canvas.width - left, each.height);
      context.strokeStyle = look.ink;
      context.lineWidth = Math.max(1, Math.round(ratio));
      context.beginPath();
      const x = Math.round(left + 6 * ratio) + 0.5;
      context.moveTo(x + 4 * ratio, bottom - pixels);
      context.lineTo(x, bottom - pixels);
      context.lineTo(x, bottom);
      context.lineTo(x + 4 * ratio, bottom);
      context.stroke();
      context.fillStyle = look.ink;
      context.font = `${Math.round(11 * ratio)}px ${look.font}`;
      context.textBaseline = "middle";
      context.textAlign = "left";
      const number = String(Number(bar.toPrecision(2)));
      const unit = unitText(each.lane.wave.unit);
      context.fillText(number, x + 7 * ratio, bottom - pixels / 2 - (unit === "" ? 0 : 6 * ratio));
      if (unit !== "") context.fillText(unit, x + 7 * ratio, bottom - pixels / 2 + 7 * ratio);
    }
  }

  function frame(): void {
    request = requestAnimationFrame(frame);
    if (context === null || sweeps.length === 0) return;
    const now = book.now();
    const heardAt = book.takeHeard();
    let isNew = false;
    for (const each of sweeps) {
      isNew = each.sweep.advance(now) || isNew;
    }
    isNew = axis?.advance(now) === true || isNew;
    if (!isNew) return;
    drawScales();
    if (heardAt !== null) canvas.dispatchEvent(new CustomEvent(DRAWN, { detail: heardAt }));
  }

  request = requestAnimationFrame(frame);
  return {
    show(next, nextLook) {
      lanes = next;
      look = nextLook;
      layOut();
    },
    resize: layOut,
    stop: () => cancelAnimationFrame(request),
  };
}
