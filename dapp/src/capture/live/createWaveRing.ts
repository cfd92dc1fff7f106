/** The last stretch of one wave, every sample in the slot of its time; where nothing came, NaN stands. */
export interface WaveRing {
  readonly samplesPerSecond: number;
  /** Slot behind the newest sample; 0 while there is none. */
  readonly end: number;
  /** Oldest slot that is kept. */
  readonly begin: number;
  /** @param at time of the first sample */
  write(at: number, samples: ArrayLike<number>): void;
  /** NaN where there is none, or none any more. */
  sample(slot: number): number;
  slotOf(time: number): number;
  timeOf(slot: number): number;
  /** Least and most from one slot to another; null where there is no sample. */
  extremes(from: number, to: number): readonly [number, number] | null;
}

/** Widest screen at the slowest sweep. */
const SECONDS = 60;

/** @param origin of the slots: a time not after the first sample, milliseconds */
export function createWaveRing(samplesPerSecond: number, origin: number): WaveRing {
  const capacity = Math.max(16, Math.ceil(SECONDS * samplesPerSecond));
  const held = new Float32Array(capacity).fill(Number.NaN);
  const perMs = samplesPerSecond / 1000;
  let end = 0;
  let isBegun = false;

  const put = (slot: number, value: number): void => {
    held[slot % capacity] = value;
  };
  return {
    samplesPerSecond,
    get end() {
      return end;
    },
    get begin() {
      return Math.max(0, end - capacity);
    },
    write(at, samples) {
      let slot = Math.max(0, Math.round((at - origin) * perMs));
      // One slot off is the rounding of times, no gap.
      if (isBegun && Math.abs(slot - end) <= 1) slot = end;
      for (let empty = Math.max(end, slot - capacity); empty < slot; empty++) put(empty, Number.NaN);
      const first = Math.max(0, samples.length - capacity);
      for (let index = first; index < samples.length; index++)
        put(slot + index, samples[index] ?? Number.NaN);
      end = Math.max(end, slot + samples.length);
      isBegun = true;
    },
    sample(slot) {
      if (slot < 0 || slot < end - capacity || slot >= end) return Number.NaN;
      return held[slot % capacity] ?? Number.NaN;
    },
    slotOf: (time) => (time - origin) * perMs,
    timeOf: (slot) => origin + slot / perMs,
    extremes(from, to) {
      let least = Infinity;
      let most = -Infinity;
      const last = Math.min(end, to);
      for (let slot = Math.max(from, end - capacity, 0); slot < last; slot++) {
        const value = held[slot % capacity] ?? Number.NaN;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      return least <= most ? [least, most] : null;
    },
  };
}
