import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { collectWave } from "../stream/collectWave.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";

const NO_SPO2 = 0x7f;
const NO_RATE = 0xff;
const NO_INDEX = 0xffff;
const MOST_RATE = 250;
const MOST_INDEX = 20;

const SPO2: MetricCode = { id: "SpO2", label: "Oxygen saturation", ...STANDARD.spo2 };
const RATE: MetricCode = { id: "PR", label: "Pulse rate", ...STANDARD.pulseRate };
const INDEX: MetricCode = { id: "PI", label: "Perfusion index", ...STANDARD.perfusionIndex };
const PLETH: MetricCode = { id: "PLETH", label: "Plethysmogram", ...STANDARD.pleth };

const SCALE = { origin: 0, factor: 1, lowerLimit: 0, upperLimit: 127 };

export interface Reading {
  readonly pleth: number;
  readonly rate: number;
  readonly spo2: number;
  /** Hundredths of a percent; undefined where this model sends none. */
  readonly index?: number;
  readonly hasProbeError: boolean;
  readonly isSearching: boolean;
}

export interface ReadingTaker {
  /** @returns false when the values are none that the oximeter can send */
  take(reading: Reading): boolean;
  cut(): void;
}

/** Puts out the values of one sixtieth of a second. */
export function createReadingTaker(line: Line): ReadingTaker {
  const wave = collectWave(line, { code: PLETH, unit: null, samplesPerSecond: 60, size: 3, scale: SCALE });
  let state = "ok";
  return {
    cut: () => wave.cut(),
    take({ pleth, rate, spo2, index, hasProbeError, isSearching }) {
      if ((spo2 > 100 && spo2 !== NO_SPO2) || (rate > MOST_RATE && rate !== NO_RATE)) return false;
      const absent = hasProbeError ? "error" : isSearching ? "temp-unknown" : undefined;
      wave.add(absent === undefined ? pleth : NaN);
      // A zero is sent during the search, and is no value.
      const isRate = rate !== NO_RATE && rate !== 0;
      numeric(line, RATE, "/min", absent ?? (isRate ? rate : "unknown"));
      numeric(line, SPO2, "%", absent ?? (spo2 !== NO_SPO2 && spo2 !== 0 ? spo2 : "unknown"));
      if (index !== undefined) {
        const percent = index / 100;
        const isIndex = index !== NO_INDEX && percent <= MOST_INDEX;
        numeric(line, INDEX, "%", absent ?? (isIndex ? percent : "unknown"));
      }
      const now = hasProbeError ? "probe" : isSearching ? "searching" : "ok";
      if (now === state) return true;
      state = now;
      if (now === "probe") line.status("probe", "The probe has a fault or the finger is out.", "warning");
      if (now === "searching") line.status("searching", "Searching for the pulse.", "info");
      if (now === "ok") line.status("measuring", "The oximeter measures.", "info");
      return true;
    },
  };
}

/** Seven bytes of a real-time packet (V7.0). */
export function readRealtime(data: Uint8Array): Reading {
  const pleth = data[1] ?? 0;
  const hasIndex = ((data[2] ?? 0) & 0x10) === 0;
  return {
    pleth: pleth & 0x7f,
    rate: data[3] ?? 0,
    spo2: data[4] ?? 0,
    index: hasIndex ? (data[5] ?? 0) | ((data[6] ?? 0) << 8) : NO_INDEX,
    hasProbeError: ((data[0] ?? 0) & 0x80) !== 0,
    isSearching: (pleth & 0x80) !== 0,
  };
}

/** Five bytes of protocol V5.0A; bit 7 of the pulse rate stands in the third. */
export function readOldFrame(bytes: Uint8Array, start: number): Reading {
  const bar = bytes[start + 2] ?? 0;
  return {
    pleth: bytes[start + 1] ?? 0,
    rate: ((bar & 0x40) << 1) | (bytes[start + 3] ?? 0),
    spo2: bytes[start + 4] ?? 0,
    hasProbeError: (bar & 0x10) !== 0,
    isSearching: (bar & 0x20) !== 0,
  };
}
