import type { MetricCode, WaveEvent } from "../contract.ts";
import type { Line } from "./createStreamSession.ts";

export interface WaveCollector {
  /** @param sample NaN where the instrument says that it is invalid */
  add(sample: number): void;
  /** Hands out what is there; what follows comes after a gap. */
  cut(): void;
}

/** Gathers single samples into wave events of `size`, so that chunks of bytes never show in what is put out. */
export function collectWave(
  line: Line,
  wave: Pick<WaveEvent, "unit" | "samplesPerSecond" | "scale"> & {
    readonly code: MetricCode;
    readonly size: number;
  },
): WaveCollector {
  const { code, unit, samplesPerSecond, size } = wave;
  const scale = wave.scale === undefined ? {} : { scale: wave.scale };
  let samples = new Float64Array(size);
  let count = 0;
  let afterGap = false;
  const flush = (): void => {
    if (count === 0) return;
    const full = count === size ? samples : samples.slice(0, count);
    line.emit({
      kind: "wave",
      at: line.at(),
      code,
      unit,
      samplesPerSecond,
      samples: full,
      afterGap,
      ...scale,
    });
    samples = new Float64Array(size);
    count = 0;
    afterGap = false;
  };
  return {
    add(sample) {
      samples[count++] = sample;
      if (count === size) flush();
    },
    cut() {
      flush();
      afterGap = true;
    },
  };
}
