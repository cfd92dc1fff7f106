import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";

export interface Field {
  readonly code: MetricCode;
  readonly unit: string | null;
  /** Of a value that is there. */
  readonly form: RegExp;
  readonly range: readonly [number, number];
  /** Comes of the pulse and is worth nothing without the sensor. */
  readonly needsPulse: boolean;
}

/** What a field looks like when it holds nothing: dashes in place of the digits. */
export const DASHES = /^[+-]?-+(\.-+)?%?$/;

const WHOLE = /^\d{3}%?$/;
const TENTHS = /^\d{2}\.\d%?$/;

function field(
  id: string,
  label: string,
  unit: string | null,
  form: RegExp,
  most: number,
  standard: Pick<MetricCode, "mdc" | "loinc"> = {},
): readonly [string, Field] {
  return [id, { code: { id, label, ...standard }, unit, form, range: [0, most], needsPulse: true }];
}

/** The live form (ASCII-1) names its fields in capitals, the trend form (ASCII-2) in mixed case: series of their own (devices.md §6). */
export const FIELDS: ReadonlyMap<string, Field> = new Map([
  field("SPO2", "Oxygen saturation", "%", /^\d{3}%$/, 100, STANDARD.spo2),
  field("BPM", "Pulse rate", "/min", /^\d{3}$/, 240, STANDARD.pulseRate),
  field("PI", "Perfusion index", "%", /^\d{2}\.\d{2}%?$/, 20, STANDARD.perfusionIndex),
  field("SPCO", "Carboxyhaemoglobin", "%", TENTHS, 99),
  field("SPMET", "Methaemoglobin", "%", TENTHS, 99),
  field("SPHB", "Total haemoglobin", "g/dL", TENTHS, 25),
  field("SPOC", "Oxygen content", "mL/dL", /^\d{2}$/, 35),
  field("PVI", "Pleth variability index", "%", WHOLE, 100),
  field("DESAT", "Desaturation index", null, /^\d{2}$/, 99),
  ["PIDELTA", signed("PIDELTA", "Change of the perfusion index")],
  field("SpO2", "Oxygen saturation, trend", "%", /^\d{3}$/, 100, STANDARD.spo2),
  field("PR", "Pulse rate, trend", "/min", /^\d{3}$/, 240, STANDARD.pulseRate),
]);

function signed(id: string, label: string): Field {
  return { code: { id, label }, unit: null, form: /^[+-]\d{2}$/, range: [-99, 99], needsPulse: true };
}

/** What stops the values of a pulse oximeter from being anybody's: no sensor, defective, searching, off the patient. */
export const UNUSABLE = 0x001 | 0x002 | 0x008 | 0x020;
/** Low perfusion, interference, ambient light, unrecognised sensor, low signal quality. */
export const DOUBTFUL = 0x004 | 0x010 | 0x040 | 0x080 | 0x400;

export const EXCEPTIONS: readonly (readonly [bit: number, id: string, text: string])[] = [
  [0x001, "no-sensor", "No sensor."],
  [0x002, "defective-sensor", "The sensor is defective."],
  [0x004, "low-perfusion", "Low perfusion."],
  [0x008, "pulse-search", "Searching for the pulse."],
  [0x010, "interference", "Interference."],
  [0x020, "sensor-off", "The sensor is off the patient."],
  [0x040, "ambient-light", "Too much light on the sensor."],
  [0x080, "unrecognised-sensor", "The sensor is not recognised."],
  [0x400, "low-signal-iq", "Low signal quality."],
];

export const ALARMS: readonly (readonly [bit: number, id: string, text: string])[] = [
  [0x1, "spo2-high", "SpO2 high"],
  [0x2, "spo2-low", "SpO2 low"],
  [0x4, "bpm-high", "Pulse rate high"],
  [0x8, "bpm-low", "Pulse rate low"],
];
