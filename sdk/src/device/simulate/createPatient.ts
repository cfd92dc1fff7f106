import type { Vital, VitalsModel } from "../simulator.ts";

/** mulberry32: a small generator that gives the same numbers for the same seed everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Gaussians of one heartbeat: where in the beat (0 to 1), how wide, how high in mV: P, Q, R, S, T. */
const ECG = [
  [0.18, 0.025, 0.12],
  [0.285, 0.008, -0.1],
  [0.3, 0.011, 1],
  [0.317, 0.01, -0.22],
  [0.5, 0.045, 0.28],
] as const;
/** Part of a breath that is breathed in. */
const INSPIRATION = 0.4;

/**
 * An anaesthetised adult who does not exist, as a function of seed and time alone: rates that wander, and waves that follow them beat by
 * beat and breath by breath. Simplified shapes of our own, for showing and testing; of no use for teaching physiology.
 */
export function createPatient(seed = 1): VitalsModel {
  const random = seeded(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  /** A base with two slow waves on it, and its integral over time. */
  const wander = (base: number, swing: number) => {
    const parts = [between(40, 90), between(150, 400)].map((period) => ({
      speed: (2 * Math.PI) / period,
      phase: between(0, 2 * Math.PI),
    }));
    return {
      at: (t: number) =>
        parts.reduce((sum, { speed, phase }) => sum + (swing / 2) * Math.sin(speed * t + phase), base),
      until: (t: number) =>
        parts.reduce(
          (sum, { speed, phase }) =>
            sum + ((swing / 2) * (Math.cos(phase) - Math.cos(speed * t + phase))) / speed,
          base * t,
        ),
    };
  };

  const heart = wander(between(58, 82), 8);
  const breath = wander(between(11, 15), 1.5);
  const saturation = wander(97.5, 1.5);
  const endTidal = wander(between(34, 40), 3);
  const systolic = wander(between(105, 130), 12);
  const depth = wander(between(40, 50), 8);
  const temperature = wander(between(36, 36.6), 0.3);
  const rate = Math.round(between(40, 250)) / 10;
  const height = Math.round(between(155, 188));
  const weight = Math.round(between(55, 95) * 10) / 10;
  const fat = Math.round(between(14, 34) * 10) / 10;
  const age = Math.round(between(25, 75));

  const beat = (t: number): number => fraction(heart.until(t) / 60);
  const breathing = (t: number): number => fraction(breath.until(t) / 60);
  const diastolic = (t: number): number => 0.62 * systolic.at(t);
  const pulse = (t: number): number => pulseShape(fraction(beat(t) - 0.42 + 1));

  const vitals: Readonly<Record<Vital, (t: number) => number>> = {
    heartRate: (t) => Math.round(heart.at(t)),
    respiratoryRate: (t) => Math.round(breath.at(t)),
    spo2: (t) => Math.min(100, Math.round(saturation.at(t))),
    perfusionIndex: (t) => Math.round(250 + 40 * Math.sin(t / 37)) / 100,
    pleth: (t) => 0.1 + 0.8 * pulse(t),
    ecg: (t) =>
      ECG.reduce((sum, [at, width, high]) => sum + high * Math.exp(-(((beat(t) - at) / width) ** 2) / 2), 0),
    respiration: (t) => 0.8 * Math.sin(2 * Math.PI * breathing(t)),
    co2: (t) => endTidal.at(t) * capnogram(breathing(t)),
    endTidalCo2: (t) => Math.round(endTidal.at(t)),
    inspiredCo2: () => 0,
    systolic: (t) => Math.round(systolic.at(t)),
    diastolic: (t) => Math.round(diastolic(t)),
    mean: (t) => Math.round((systolic.at(t) + 2 * diastolic(t)) / 3),
    arterialPressure: (t) => diastolic(t) + (systolic.at(t) - diastolic(t)) * pulse(t),
    bis: (t) => Math.round(depth.at(t)),
    signalQuality: (t) => Math.round(95 + 4 * Math.sin(t / 23)),
    suppressionRatio: () => 0,
    spectralEdge: (t) => Math.round((13 + 2 * Math.sin(t / 71)) * 10) / 10,
    emg: (t) => Math.round((30 + 3 * Math.sin(t / 29)) * 10) / 10,
    totalPower: (t) => Math.round((62 + 3 * Math.sin(t / 53)) * 10) / 10,
    impedance: () => 4,
    // Slow and alpha waves, as under propofol.
    eeg: (t) => 25 * Math.sin(2 * Math.PI * 1.1 * t) + 12 * Math.sin(2 * Math.PI * 10.3 * t + Math.sin(t)),
    temperature: (t) => Math.round(temperature.at(t) * 10) / 10,
    infusionRate: () => rate,
    infusedVolume: (t) => Math.round((rate * t * 100) / 3600) / 100,
    weight: () => weight,
    height: () => height,
    bodyFat: () => fat,
    bodyWater: () => Math.round((100 - fat) * 7.3) / 10,
    bioimpedance: () => Math.round(300 + 10 * fat),
    age: () => age,
    // Mifflin and others 1990 without the term for sex, in kJ.
    basalMetabolism: () => Math.round((10 * weight + 6.25 * height - 5 * age - 78) * 4.184),
  };
  return { at: (vital, seconds) => vitals[vital](seconds) };
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

/** 0 to 1: a steep rise, a fall, and the dicrotic wave on it. */
function pulseShape(part: number): number {
  if (part < 0.15) return Math.sin((part / 0.15) * (Math.PI / 2)) ** 2;
  const fall = Math.exp(-(part - 0.15) * 4.5);
  return Math.min(1, fall + 0.12 * Math.exp(-(((part - 0.45) / 0.06) ** 2) / 2) * (1 - fall));
}

/** 0 to 1: nothing while breathing in, a quick rise, a plateau that rises slowly, a quick fall. */
function capnogram(part: number): number {
  if (part < INSPIRATION) return Math.max(0, 1 - part / 0.05);
  const out = (part - INSPIRATION) / (1 - INSPIRATION);
  return out < 0.15 ? 0.85 * (out / 0.15) : 0.85 + (0.15 * (out - 0.15)) / 0.85;
}
