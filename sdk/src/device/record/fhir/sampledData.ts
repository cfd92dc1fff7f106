import type { WaveScale } from "../../contract.ts";
import type { Json } from "../json.ts";
import { quantity } from "./terms.ts";

const MOST_DECIMALS = 6;

/** Samples as FHIR's SampledData. */
export interface Sampled {
  readonly samplesPerSecond: number;
  readonly unit: string | null;
  readonly scale: WaveScale | undefined;
  /** NaN where the instrument says that a sample is invalid. */
  readonly samples: readonly number[];
}

/**
 * Writes samples as the instrument sent them: value = origin + raw × factor; `E` where there is none, `U` and `L` beyond what the
 * instrument can send. Without a step of the instrument's own the widest decimal step is taken that loses nothing.
 */
export function sampledData({ samplesPerSecond, unit, scale, samples }: Sampled): Json {
  const { origin, factor } = scale ?? { origin: 0, factor: decimalStep(samples) };
  const limits = scale === undefined ? {} : { lowerLimit: scale.lowerLimit, upperLimit: scale.upperLimit };
  const data = samples.map((sample) => word(sample, origin, factor, scale)).join(" ");
  return {
    origin: quantity(origin, unit),
    period: 1000 / samplesPerSecond,
    ...(factor === 1 ? {} : { factor }),
    ...limits,
    dimensions: 1,
    data,
  };
}

function word(sample: number, origin: number, factor: number, scale: WaveScale | undefined): string {
  if (Number.isNaN(sample)) return "E";
  if (!Number.isFinite(sample)) return sample > 0 ? "U" : "L";
  if (factor === 0) return plainDecimal(sample - origin);
  const raw = (sample - origin) / factor;
  const whole = Math.round(raw);
  if (scale !== undefined && whole > scale.upperLimit) return "U";
  if (scale !== undefined && whole < scale.lowerLimit) return "L";
  return near(raw, whole) ? String(whole === 0 ? 0 : whole) : plainDecimal(raw);
}

/** Without an exponent, which SampledData does not have. */
function plainDecimal(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(12) : text;
}

function decimalStep(samples: readonly number[]): number {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const scaled = 10 ** decimals;
    if (
      samples.every(
        (sample) => !Number.isFinite(sample) || near(sample * scaled, Math.round(sample * scaled)),
      )
    )
      return Number(`1e-${decimals}`);
  }
  return 1;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}

/** A SampledData element as it is read back. */
export interface SampledElement {
  readonly origin: { readonly value: number };
  readonly period: number;
  readonly factor?: number;
  readonly lowerLimit?: number;
  readonly upperLimit?: number;
  readonly data?: string;
}

/** The way back: NaN for `E`, ±∞ for `U` and `L`. */
export function samplesOf({ origin, factor = 1, data = "" }: SampledElement): Float64Array {
  const words = data === "" ? [] : data.split(" ");
  return Float64Array.from(words, (each) => {
    if (each === "E") return Number.NaN;
    if (each === "U") return Infinity;
    if (each === "L") return -Infinity;
    return origin.value + Number(each) * factor;
  });
}
