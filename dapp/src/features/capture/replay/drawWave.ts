import { type Pen, traceTo } from "../charts/index.ts";
import type { WaveRun } from "../../../engine/capturing/tiles.ts";

export interface WavePicture {
  readonly runs: readonly WaveRun[];
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  /** Pixels of the device. */
  readonly width: number;
  readonly height: number;
  readonly lineWidth: number;
}

/** Room above and below, so that no peak lies on the edge. */
const MARGIN = 0.08;

/** Draws a wave in its stretch of time. Nothing joins what lies on two sides of a gap; of many samples in one column none is lost. */
export function drawWave(
  canvas: Pen & Pick<CanvasRenderingContext2D, "beginPath" | "stroke" | "lineWidth">,
  picture: WavePicture,
): void {
  const { runs, from, to, low, high, width, height } = picture;
  const room = height * MARGIN;
  const scale = (height - 2 * room) / (high - low);
  const yOf = (value: number): number => Math.min(height, Math.max(0, height - room - (value - low) * scale));
  canvas.lineWidth = picture.lineWidth;
  canvas.beginPath();
  let before: { readonly due: number; readonly x: number; readonly value: number } | null = null;
  for (const { from: start, samplesPerSecond, samples } of runs) {
    const step = 1000 / samplesPerSecond;
    const xOf = (slot: number): number => ((start + slot * step - from) / (to - from)) * width;
    const sample = (slot: number): number => samples[slot] ?? Number.NaN;
    // Pieces of one wave follow each other without a gap.
    if (before !== null && start <= before.due + step && !Number.isNaN(before.value + sample(0))) {
      canvas.moveTo(before.x, yOf(before.value));
      canvas.lineTo(xOf(0), yOf(sample(0)));
    }
    const last = samples.length - 1;
    before = { due: start + samples.length * step, x: xOf(last), value: sample(last) };
    traceTo(canvas, {
      ring: { sample },
      from: Math.max(0, Math.floor((from - start) / step)),
      to: Math.min(samples.length, Math.ceil((to - start) / step) + 1),
      xOf,
      yOf,
    });
  }
  canvas.stroke();
}
