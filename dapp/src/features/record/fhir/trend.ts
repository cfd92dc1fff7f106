import { timeOf } from "./measurements.ts";
import type { Measurement } from "./view.ts";

/** Points of a small chart, in a box of 100 × 100 with y downwards. */
export interface Trend {
  readonly points: readonly { readonly x: number; readonly y: number; readonly measurement: Measurement }[];
  /** The normal range as a band, clipped to the box. */
  readonly band: { readonly top: number; readonly bottom: number } | null;
  readonly low: number;
  readonly high: number;
}

const LEAST = 2;
/** More would be a smear; what is left out is between those shown. */
const MOST = 120;

/** Null when there are fewer than two values of one unit with a time. */
export function trendOf(measurements: readonly Measurement[]): Trend | null {
  const unit = measurements.find(({ number }) => number !== null)?.unit;
  const usable = measurements
    .flatMap((measurement) => {
      const { number, when, unit: own } = measurement;
      const time = timeOf(when);
      return number === null || own !== unit || !Number.isFinite(time) ? [] : [{ time, number, measurement }];
    })
    .toSorted((a, b) => a.time - b.time);
  const step = Math.max(1, Math.ceil(usable.length / MOST));
  const shown = usable.filter((_, index) => index % step === 0 || index === usable.length - 1);
  const [oldest] = shown;
  const newest = shown.at(-1);
  if (oldest === undefined || newest === undefined || shown.length < LEAST || oldest.time === newest.time)
    return null;
  const limits = newest.measurement.range;
  const values = shown.map(({ number }) => number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low || Math.abs(high) || 1) * 0.15;
  const [bottom, top] = [low - margin, high + margin];
  const y = (value: number) => clip(100 - ((value - bottom) / (top - bottom)) * 100);
  const x = (time: number) => ((time - oldest.time) / (newest.time - oldest.time)) * 100;
  return {
    low,
    high,
    points: shown.map(({ time, number, measurement }) => ({ x: x(time), y: y(number), measurement })),
    band:
      limits === null || (limits.low === null && limits.high === null)
        ? null
        : {
            top: limits.high === null ? 0 : y(limits.high.value),
            bottom: limits.low === null ? 100 : y(limits.low.value),
          },
  };
}

function clip(value: number): number {
  return Math.min(100, Math.max(0, value));
}
