import { draegerCode } from "../codes/draeger.ts";
import type { EventTime, WaveEvent } from "../contract.ts";
import type { Line } from "../stream/createStreamSession.ts";
import type { StreamRange } from "./parseResponses.ts";

const MICROSECONDS = 1_000_000;
/** Samples are told in quarters of a second; what is not full is told after a second. */
const PER_SECOND = 4;
const STALE_MS = 1_000;

export interface ActiveStream {
  readonly range: StreamRange;
  /** Every how many intervals a value is sent. */
  readonly multiplier: number;
}

interface Wave extends Pick<WaveEvent, "code" | "unit" | "samplesPerSecond"> {
  readonly range: StreamRange;
  samples: Float64Array;
  count: number;
  afterGap: boolean;
  at: EventTime;
}

export interface RealtimeWaves {
  readonly use: (streams: readonly ActiveStream[], deviceId: string) => void;
  /** @returns false where nobody said what the stream is */
  readonly add: (stream: number, bin: number) => boolean;
  /** Samples are missing here. */
  readonly cut: () => void;
  readonly tick: (now: number) => void;
}

/** Turns bins of the fast stream into waves: v = min + bin · (max − min) / maxbin. */
export function createRealtimeWaves(line: Line): RealtimeWaves {
  let waves: Wave[] = [];

  const flush = (wave: Wave): void => {
    if (wave.count === 0) return;
    const { code, unit, samplesPerSecond, range, afterGap, at } = wave;
    const factor = (range.max - range.min) / range.maxBin;
    const scale = { origin: range.min, factor, lowerLimit: 0, upperLimit: range.maxBin };
    const samples = wave.samples.slice(0, wave.count);
    line.emit({ kind: "wave", at, code, unit, samplesPerSecond, samples, scale, afterGap });
    wave.count = 0;
    wave.afterGap = false;
  };

  return {
    use(streams, deviceId) {
      waves.forEach(flush);
      const before = new Set(waves.map(({ range }) => range.code));
      waves = streams.map(({ range, multiplier }) => {
        const samplesPerSecond = MICROSECONDS / (range.microseconds * multiplier);
        return {
          ...draegerCode("realtime", range.code, deviceId),
          range,
          samplesPerSecond,
          count: 0,
          // A stream that is configured again was away in between.
          afterGap: before.has(range.code),
          at: line.at(),
          samples: new Float64Array(Math.max(1, Math.round(samplesPerSecond / PER_SECOND))),
        };
      });
    },
    add(stream, bin) {
      const wave = waves[stream - 1];
      if (wave === undefined) return false;
      const { min, max, maxBin } = wave.range;
      // A bin beyond the last is no measurement.
      wave.samples[wave.count++] = bin > maxBin ? NaN : min + (bin * (max - min)) / maxBin;
      if (wave.at.receivedAt !== line.now()) wave.at = line.at();
      if (wave.count === wave.samples.length) flush(wave);
      return true;
    },
    cut() {
      for (const wave of waves) {
        flush(wave);
        wave.afterGap = true;
      }
    },
    tick(now) {
      for (const wave of waves) if (now - wave.at.receivedAt >= STALE_MS) flush(wave);
    },
  };
}
