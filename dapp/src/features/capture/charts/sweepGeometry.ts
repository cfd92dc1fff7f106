/** CSS defines an inch as 96 pixels; screens differ, and monitors' millimetres are of this kind as well. */
const PIXELS_PER_MM = 96 / 25.4;

/** As monitors and paper have it, mm/s. */
export const SWEEP_SPEEDS = [12.5, 25, 50] as const;
export type SweepSpeed = (typeof SWEEP_SPEEDS)[number];

/** How time lies on a lane that is written over and over from left to right. */
export interface SweepGeometry {
  /** Of the device. */
  readonly width: number;
  readonly pixelsPerMs: number;
  /** Time at which some lap began. */
  readonly origin: number;
}

export function sweepGeometry(options: {
  readonly width: number;
  readonly speed: SweepSpeed;
  readonly ratio: number;
  readonly origin: number;
}): SweepGeometry {
  const { width, speed, ratio, origin } = options;
  return { width, origin, pixelsPerMs: (speed * PIXELS_PER_MM * ratio) / 1000 };
}

/** Pixels since the origin, over all laps. */
export function placeOf({ origin, pixelsPerMs }: SweepGeometry, time: number): number {
  return (time - origin) * pixelsPerMs;
}

export function timeAt({ origin, pixelsPerMs }: SweepGeometry, place: number): number {
  return origin + place / pixelsPerMs;
}

/** How long one lap lasts, ms. */
export function lapOf({ width, pixelsPerMs }: SweepGeometry): number {
  return width / pixelsPerMs;
}

/** Where a stretch lies on the lane: one piece, or two where it goes over the right edge. */
export function piecesOf(
  { width }: Pick<SweepGeometry, "width">,
  from: number,
  to: number,
): readonly { readonly x: number; readonly width: number }[] {
  if (to - from >= width) return [{ x: 0, width }];
  if (to <= from) return [];
  const x = from - Math.floor(from / width) * width;
  const length = to - from;
  if (x + length <= width) return [{ x, width: length }];
  return [
    { x, width: width - x },
    { x: 0, width: x + length - width },
  ];
}
