import type { CapturedSeries, CapturedWave } from "@medlattice/sdk/device/record";

/** Samples without a gap between them. Times are milliseconds since 1970. */
export interface WaveRun {
  readonly from: number;
  readonly samplesPerSecond: number;
  /** NaN where there is none. */
  readonly samples: Float32Array<ArrayBuffer>;
}

/** What of a wave lies in a span of time, cut at its ends. @param decode of a piece; by default its own */
export function runsWithin(
  waves: readonly CapturedWave[],
  from: number,
  to: number,
  decode: (wave: CapturedWave) => Float32Array<ArrayBuffer> = decoded,
): readonly WaveRun[] {
  return waves.slice(firstEndingAfter(waves, from)).flatMap((wave): WaveRun[] => {
    if (wave.from >= to) return [];
    const { samplesPerSecond } = wave;
    const samples = decode(wave);
    const step = 1000 / samplesPerSecond;
    const first = Math.max(0, Math.ceil((from - wave.from) / step));
    const last = Math.min(samples.length, Math.ceil((to - wave.from) / step));
    if (first >= last) return [];
    return [{ from: wave.from + first * step, samplesPerSecond, samples: samples.slice(first, last) }];
  });
}

export function decoded(wave: CapturedWave): Float32Array<ArrayBuffer> {
  return Float32Array.from(wave.samples(), (sample) => (Number.isFinite(sample) ? sample : Number.NaN));
}

/** Index of the first piece that ends after a time; pieces follow each other. */
function firstEndingAfter(waves: readonly CapturedWave[], at: number): number {
  let low = 0;
  let high = waves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((waves[middle]?.to ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Pieces that are looked at to find out between which values a wave moves. */
const SAMPLED_PIECES = 12;

/** Between which values a wave mostly moves, for its axis; null where it has none. */
export function rangeOf(
  waves: readonly CapturedWave[],
): { readonly low: number; readonly high: number } | null {
  const step = Math.max(1, Math.floor(waves.length / SAMPLED_PIECES));
  const values = waves
    .filter((_, index) => index % step === 0)
    .slice(0, SAMPLED_PIECES)
    .flatMap((wave) => [...decoded(wave)].filter((value) => !Number.isNaN(value)))
    .toSorted((a, b) => a - b);
  const [lowest] = values;
  if (lowest === undefined) return null;
  // A few spikes must not press everything else flat.
  const low = values[Math.floor(values.length * 0.002)] ?? lowest;
  const high = values[Math.ceil(values.length * 0.998) - 1] ?? lowest;
  return low === high ? { low: low - 1, high: high + 1 } : { low, high };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is shorter is the jitter of a line. */
const LEAST_GAP_MS = 50;

/** Where waves of an instrument have nothing, between their first and last sample; of several the union. */
export function gapsOf(series: readonly Pick<CapturedSeries, "waves">[]): readonly Span[] {
  const gaps = series.flatMap(({ waves }) =>
    waves.slice(1).flatMap((wave, index): Span[] => {
      const before = waves[index]?.to ?? wave.from;
      const least = Math.max(LEAST_GAP_MS, 2000 / wave.samplesPerSecond);
      return wave.from - before > least ? [{ from: before, to: wave.from }] : [];
    }),
  );
  return merged(gaps.toSorted((a, b) => a.from - b.from));
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}
