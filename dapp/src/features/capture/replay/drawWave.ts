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
  canvas: Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "stroke" | "lineWidth">,
  picture: WavePicture,
): void {
  const { runs, from, to, low, high, width, height } = picture;
  const perMs = width / (to - from);
  const room = height * MARGIN;
  const scale = (height - 2 * room) / (high - low);
  const yOf = (value: number): number => Math.min(height, Math.max(0, height - room - (value - low) * scale));
  canvas.lineWidth = picture.lineWidth;
  canvas.beginPath();
  let isDown = false;
  let due = -Infinity;
  for (const { from: start, samplesPerSecond, samples } of runs) {
    const step = 1000 / samplesPerSecond;
    if (start > due + step) isDown = false;
    const first = Math.max(0, Math.floor((from - start) / step));
    const last = Math.min(samples.length, Math.ceil((to - start) / step) + 1);
    let column = Number.NaN;
    let least = 0;
    let most = 0;
    for (let index = first; index < last; index += 1) {
      const value = samples[index] ?? Number.NaN;
      if (Number.isNaN(value)) {
        isDown = false;
        column = Number.NaN;
        continue;
      }
      const x = (start + index * step - from) * perMs;
      const y = yOf(value);
      const at = Math.floor(x);
      if (!isDown) canvas.moveTo(x, y);
      else if (at !== column || y < least || y > most) canvas.lineTo(at === column ? at : x, y);
      if (at === column) {
        least = Math.min(least, y);
        most = Math.max(most, y);
      } else {
        column = at;
        least = y;
        most = y;
      }
      isDown = true;
    }
    due = start + samples.length * step;
  }
  canvas.stroke();
}
