import type { MetricCode } from "../contract.ts";

export interface GeField {
  readonly code: MetricCode;
  readonly unit: string | null;
  /** The number sent is divided by this. */
  readonly divisor: number;
}

function field(
  id: string,
  label: string,
  unit: string | null,
  divisor = 1,
  mdc?: number,
  loinc?: string,
): GeField {
  const code = {
    id,
    label,
    ...(mdc === undefined ? {} : { mdc }),
    ...(loinc === undefined ? {} : { loinc }),
  };
  return { code, unit, divisor };
}

export interface GeGroup {
  readonly name: string;
  /** In the 270 bytes of the subrecord. */
  readonly offset: number;
  readonly fields: readonly GeField[];
}

function pressure(index: number, offset: number): GeGroup {
  const name = `P${index}`;
  return {
    name,
    offset,
    fields: [
      field(`${name}.sys`, `Invasive pressure ${index}, systolic`, "mm[Hg]", 100),
      field(`${name}.dia`, `Invasive pressure ${index}, diastolic`, "mm[Hg]", 100),
      field(`${name}.mean`, `Invasive pressure ${index}, mean`, "mm[Hg]", 100),
      field(`${name}.hr`, `Heart rate from pressure ${index}`, "/min"),
    ],
  };
}

function temperature(index: number, offset: number): GeGroup {
  const name = `T${index}`;
  return { name, offset, fields: [field(name, `Temperature ${index}`, "Cel", 100, 150344, "8310-5")] };
}

function gas(name: string, offset: number): GeGroup {
  return {
    name,
    offset,
    fields: [
      field(`${name}.et`, `End-tidal ${name}`, "%", 100),
      field(`${name}.fi`, `Inspired ${name}`, "%", 100),
    ],
  };
}

/** Class 0 (devices.md §3). Groups whose scale no document at hand gives are left out, not guessed. */
const BASIC: readonly GeGroup[] = [
  {
    name: "ECG",
    offset: 0,
    fields: [
      field("ECG.hr", "Heart rate", "/min", 1, 147842, "8867-4"),
      field("ECG.st1", "ST level 1", "mm", 100),
      field("ECG.st2", "ST level 2", "mm", 100),
      field("ECG.st3", "ST level 3", "mm", 100),
      field("ECG.rr", "Respiration rate (impedance)", "/min", 1, 151562, "9279-1"),
    ],
  },
  ...[1, 2, 3, 4].map((index) => pressure(index, 2 + 14 * index)),
  {
    name: "NIBP",
    offset: 72,
    fields: [
      field("NIBP.sys", "Non-invasive systolic pressure", "mm[Hg]", 100, 150301, "8480-6"),
      field("NIBP.dia", "Non-invasive diastolic pressure", "mm[Hg]", 100, 150302, "8462-4"),
      field("NIBP.mean", "Non-invasive mean pressure", "mm[Hg]", 100, 150303, "8478-0"),
      field("NIBP.hr", "Heart rate from the cuff", "/min"),
    ],
  },
  ...[1, 2, 3, 4].map((index) => temperature(index, 78 + 8 * index)),
  {
    name: "SpO2",
    offset: 118,
    fields: [
      field("SpO2", "SpO2", "%", 100, 150456, "59408-5"),
      field("SpO2.pr", "Pulse rate", "/min", 1, 149530, "8889-8"),
      field("SpO2.ir", "Infrared amplitude", "%", 100),
      field("SpO2.svo2", "SvO2", "%", 100),
    ],
  },
  {
    name: "CO2",
    offset: 132,
    fields: [
      field("CO2.et", "End-tidal CO2", "%", 100),
      field("CO2.fi", "Inspired CO2", "%", 100),
      field("CO2.rr", "Respiration rate (CO2)", "/min"),
      field("CO2.ambient", "Ambient pressure", "mm[Hg]", 10),
    ],
  },
  gas("O2", 146),
  gas("N2O", 156),
  {
    name: "AA",
    offset: 166,
    fields: [
      field("AA.et", "Agent, end-tidal", "%", 100),
      field("AA.fi", "Agent, inspired", "%", 100),
      field("AA.mac", "MAC", "{MAC}", 100),
    ],
  },
  {
    name: "FLOW",
    offset: 178,
    fields: [
      field("FLOW.rr", "Respiration rate (flow)", "/min"),
      field("FLOW.ppeak", "Peak airway pressure", "cm[H2O]", 100, undefined, "76531-3"),
      field("FLOW.peep", "PEEP", "cm[H2O]", 100, 151976, "76248-4"),
      field("FLOW.pplat", "Plateau pressure", "cm[H2O]", 100),
      field("FLOW.tvinsp", "Inspiratory tidal volume", "mL", 10),
      field("FLOW.tvexp", "Expiratory tidal volume", "mL", 10),
      field("FLOW.compliance", "Compliance", "mL/cm[H2O]", 100),
      field("FLOW.mvexp", "Expiratory minute volume", "L/min", 100),
    ],
  },
  pressure(5, 240),
  pressure(6, 254),
];

/** Class 2. */
const EXTENDED_2: readonly GeGroup[] = [
  {
    name: "BIS",
    offset: 96,
    fields: [
      field("BIS", "BIS", "{score}"),
      field("BIS.sqi", "BIS signal quality", "%"),
      field("BIS.emg", "BIS EMG", "dB"),
      field("BIS.sr", "BIS suppression ratio", "%", 1, 155024),
    ],
  },
  {
    name: "ENTROPY",
    offset: 112,
    fields: [
      field("ENTROPY.se", "State entropy", "{score}"),
      field("ENTROPY.re", "Response entropy", "{score}"),
      field("ENTROPY.bsr", "Entropy burst suppression ratio", "%"),
    ],
  },
];

/** By the class number of the subrecord. */
export const GE_CLASSES: ReadonlyMap<number, readonly GeGroup[]> = new Map([
  [0, BASIC],
  [2, EXTENDED_2],
]);

/** Worked out from CO2 in % and the ambient pressure the same subrecord gives. */
export const GE_CO2_PRESSURE = field("CO2.et.mmHg", "End-tidal CO2", "mm[Hg]", 1, 151708, "19891-1");

export const GE_AGENTS: Readonly<Record<number, string>> = {
  2: "halothane",
  3: "enflurane",
  4: "isoflurane",
  5: "desflurane",
  6: "sevoflurane",
};

export interface GeWave extends GeField {
  readonly samplesPerSecond: number;
}

function wave(
  id: string,
  label: string,
  rate: number,
  unit: string,
  divisor: number,
  mdc?: number,
  loinc?: string,
): GeWave {
  return { ...field(id, label, unit, divisor, mdc, loinc), samplesPerSecond: rate };
}

/** By the type of the wave subrecord. */
export const GE_WAVES: ReadonlyMap<number, GeWave> = new Map([
  [1, wave("ECG1", "ECG channel 1", 300, "uV", 1)],
  [2, wave("ECG2", "ECG channel 2", 300, "uV", 1)],
  [3, wave("ECG3", "ECG channel 3", 300, "uV", 1)],
  [4, wave("INVP1", "Invasive pressure 1", 100, "mm[Hg]", 100)],
  [5, wave("INVP2", "Invasive pressure 2", 100, "mm[Hg]", 100)],
  [6, wave("INVP3", "Invasive pressure 3", 100, "mm[Hg]", 100)],
  [7, wave("INVP4", "Invasive pressure 4", 100, "mm[Hg]", 100)],
  [8, wave("PLETH", "Pleth", 100, "%", 100, 150452)],
  [9, wave("CO2", "CO2", 25, "%", 100)],
  [10, wave("O2", "O2", 25, "%", 100)],
  [12, wave("AA", "Anaesthetic agent", 25, "%", 100)],
  [13, wave("AWP", "Airway pressure", 25, "cm[H2O]", 10)],
  [14, wave("FLOW", "Flow", 25, "L/min", 10)],
  [15, wave("RESP", "Respiration (impedance)", 25, "Ohm", 100)],
  [18, wave("EEG1", "EEG channel 1", 100, "uV", 10)],
  [19, wave("EEG2", "EEG channel 2", 100, "uV", 10)],
  [20, wave("EEG3", "EEG channel 3", 100, "uV", 10)],
  [21, wave("EEG4", "EEG channel 4", 100, "uV", 10)],
  [23, wave("VOL", "Volume", 25, "mL", 1)],
]);
