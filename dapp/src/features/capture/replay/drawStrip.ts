import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import type { Span, WaveRun } from "../../../engine/capturing/tiles.ts";
import { drawWave } from "./drawWave.ts";
import type { ReplayEvent } from "./events.ts";
import { resolvedColour } from "./resolvedColour.ts";

export interface Colours {
  readonly wave: string;
  readonly grid: string;
  readonly ink: string;
  readonly gap: string;
  readonly marker: string;
  readonly alarm: string;
  readonly font: string;
}

export interface Strip {
  readonly wave: { readonly low: number; readonly high: number };
  readonly runs: readonly WaveRun[];
  readonly from: number;
  readonly to: number;
  /** The moment one is at. */
  readonly at: number;
  readonly bounds: Pick<ReplayOverview, "startedAt" | "endedAt">;
  readonly gaps: readonly Span[];
  readonly events: readonly ReplayEvent[];
  readonly colours: Colours;
  /** Writes the time below; null where another strip does. */
  readonly clock: ((at: number) => string) | null;
}

const AXIS_PIXELS = 22;
/** Milliseconds between two lines of the grid, and the least pixels between two. */
const STEPS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000];
const GRID_PIXELS = 84;

/** Of lines, one wave after the other. */
export const HUES = [
  "--hue-teal",
  "--hue-rose",
  "--hue-blue",
  "--hue-amber",
  "--hue-violet",
  "--hue-slate",
] as const;

export function coloursOf(element: Element, index: number): Colours {
  return {
    wave: resolvedColour(element, HUES[index % HUES.length] ?? "--ink"),
    grid: resolvedColour(element, "--line"),
    ink: resolvedColour(element, "--ink-soft"),
    gap: resolvedColour(element, "--surface-sunken"),
    marker: resolvedColour(element, "--brand"),
    alarm: resolvedColour(element, "--danger"),
    font: `12px ${getComputedStyle(element).fontFamily}`,
  };
}

/** One wave with its grid, gaps, markers and alarms, and the moment one is at. */
export function drawStrip(canvas: HTMLCanvasElement, strip: Strip): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const ratio = globalThis.devicePixelRatio;
  const { clientWidth: width, clientHeight: tall } = canvas;
  if (width === 0) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(tall * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(tall * ratio);
  }
  const { from, to, at, bounds, gaps, events, colours, clock, runs, wave } = strip;
  const height = clock === null ? tall : tall - AXIS_PIXELS;
  const xOf = (time: number): number => ((time - from) / (to - from)) * width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, tall);

  // Nothing was heard here: shaded, so that a flat line and no line are not the same.
  context.fillStyle = colours.gap;
  for (const gap of [
    ...gaps,
    { from: -Infinity, to: bounds.startedAt },
    { from: bounds.endedAt, to: Infinity },
  ]) {
    const left = Math.max(0, xOf(Math.max(gap.from, from)));
    const right = Math.min(width, xOf(Math.min(gap.to, to)));
    if (right > left) context.fillRect(left, 0, right - left, height);
  }

  const step = STEPS.find((each) => (each / (to - from)) * width >= GRID_PIXELS) ?? 600_000;
  context.strokeStyle = colours.grid;
  context.fillStyle = colours.ink;
  context.font = colours.font;
  context.textAlign = "center";
  context.lineWidth = 1;
  for (let time = Math.ceil(from / step) * step; time < to; time += step) {
    const x = Math.round(xOf(time)) + 0.5;
    line(context, x, height);
    if (clock !== null && x > GRID_PIXELS / 3 && x < width - GRID_PIXELS / 3)
      context.fillText(clock(time), x, tall - 6);
  }

  for (const event of events) {
    if (event.at < from || event.at > to || (event.group !== "markers" && event.group !== "alarms")) continue;
    context.strokeStyle = event.group === "markers" ? colours.marker : colours.alarm;
    context.setLineDash([4, 3]);
    line(context, Math.round(xOf(event.at)) + 0.5, height);
    context.setLineDash([]);
  }

  context.strokeStyle = colours.wave;
  context.lineJoin = "round";
  drawWave(context, { runs, from, to, low: wave.low, high: wave.high, width, height, lineWidth: 1.5 });

  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  line(context, xOf(at), height);
}

function line(context: CanvasRenderingContext2D, x: number, height: number): void {
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
}
