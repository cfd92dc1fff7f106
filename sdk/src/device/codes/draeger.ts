import type { MetricCode } from "../contract.ts";

type Entry = readonly [label: string, unit: string | null, mdc?: number | undefined, loinc?: string];

/** Measured data, page 1: as the maker prints them for the Evita family, then those seen in open drivers (devices.md §2). */
const PAGE_1: Readonly<Record<string, Entry>> = {
  "06": ["Compliance (fine)", "L/bar"],
  "07": ["Compliance", "L/bar"],
  "08": ["Resistance", "mbar.s/L"],
  "0B": ["Resistance (fine)", "mbar.s/L"],
  "71": ["Minimum airway pressure", "mbar"],
  "72": ["Occlusion pressure", "mbar"],
  "73": ["Mean airway pressure", "mbar", 151975, "76530-5"],
  "74": ["Plateau pressure", "mbar"],
  "78": ["PEEP", "mbar", 151976, "76248-4"],
  "79": ["Intrinsic PEEP", "mbar"],
  "7D": ["Peak airway pressure", "mbar", undefined, "76531-3"],
  "82": ["Expiratory tidal volume", "L"],
  "88": ["Expiratory tidal volume", "mL"],
  "8B": ["Inspiratory supported tidal volume", "mL"],
  B8: ["Minute volume (fine)", "L/min"],
  B9: ["Minute volume", "L/min"],
  "7A": ["Spontaneous minute volume (fine)", "L/min"],
  B7: ["Spontaneous minute volume", "L/min"],
  D6: ["Breathing frequency", "/min", 152490, "19840-8"],
  B5: ["Spontaneous breathing frequency", "/min"],
  DB: ["End-tidal CO2", "%"],
  E3: ["End-tidal CO2", "kPa"],
  E6: ["End-tidal CO2", "mm[Hg]", 151708, "19891-1"],
  F0: ["Inspired O2", "%", undefined, "71835-3"],
  EB: ["SpO2", "%", 150456, "59408-5"],
  E1: ["Pulse", "/min", 149530, "8889-8"],
  C1: ["Breathing gas temperature", "Cel"],
  C9: ["Rapid shallow breathing index", null],
  "09": ["CO2 production", "mL/min"],
  "89": ["Dead space", "mL"],
  "05": ["Breathing pressure", "mbar"],
  "6B": ["Ambient pressure", "mbar"],
  B3: ["Leakage", "%"],
  BD: ["Apnoea time", "s"],
  D5: ["Breathing frequency (second source)", "/min"],
  D7: ["Breathing frequency (third source)", "/min"],
  D9: ["Breathing frequency (fourth source)", "/min"],
  DA: ["Inspired CO2", "%"],
  E5: ["Inspired CO2", "mm[Hg]", 151716],
  FF: ["Inspired CO2", "kPa"],
  AC: ["MAC, inspired", "{MAC}"],
  AD: ["MAC, expired", "{MAC}"],
  B0: ["Sevoflurane, inspired", "%"],
  B1: ["Sevoflurane, expired", "%"],
  AE: ["Desflurane, inspired", "%"],
  AF: ["Desflurane, expired", "%"],
  F8: ["Isoflurane, inspired", "%"],
  F9: ["Isoflurane, expired", "%"],
  F6: ["Enflurane, inspired", "%"],
  F7: ["Enflurane, expired", "%"],
  F4: ["Halothane, inspired", "%"],
  F5: ["Halothane, expired", "%"],
  FB: ["N2O, inspired", "%"],
  FC: ["N2O, expired", "%"],
  EF: ["Expired O2", "%"],
  DD: ["Fresh gas N2O", "mL/min"],
  DE: ["Fresh gas air", "mL/min"],
  E2: ["Fresh gas O2", "mL/min"],
};

/** Page 2, from open drivers. */
const PAGE_2: Readonly<Record<string, Entry>> = {
  "00": ["Spontaneous tidal volume", "mL"],
  "06": ["Elastance", "mbar/L"],
  "07": ["Time constant", "s"],
  "13": ["BIS", "{score}"],
  "14": ["EMG", "dB"],
  "16": ["Suppression ratio", "%", 155024],
  "17": ["Spectral edge frequency 95", "Hz"],
  "21": ["Expiratory tidal volume", "mL"],
  "22": ["Inspiratory tidal volume", "mL"],
  "23": ["End-inspiratory pressure", "mbar"],
};

const SETTINGS: Readonly<Record<string, Entry>> = {
  "01": ["O2 (set)", "%"],
  "02": ["Maximum flow (set)", "L/min"],
  "04": ["Tidal volume (set)", "L"],
  "05": ["Inspiratory time (set)", "s"],
  "07": ["I:E, I part (set)", "1"],
  "08": ["I:E, E part (set)", "1"],
  "09": ["Breathing frequency (set)", "/min"],
  "0B": ["PEEP (set)", "mbar"],
  "0D": ["APRV low pressure (set)", "mbar"],
  "0E": ["APRV high pressure (set)", "mbar"],
  "11": ["Apnoea time (set)", "s"],
  "12": ["Pressure support (set)", "mbar"],
  "13": ["Maximum pressure (set)", "mbar"],
  "29": ["Trigger (set)", "L/min"],
  "40": ["Tidal volume (set)", "mL", undefined, "20112-9"],
  "45": ["Inspiratory pressure (set)", "mbar"],
  "4B": ["Body weight (set)", "kg"],
};

const REALTIME: Readonly<Record<string, Entry>> = {
  "00": ["Airway pressure", "mbar"],
  "01": ["Flow", "L/min"],
  "02": ["Pleth", "%", 150452],
  "03": ["Volume since start of inspiration", "mL"],
  "05": ["O2", "%"],
  "06": ["CO2", "mm[Hg]"],
  "07": ["CO2", "kPa"],
  "08": ["CO2", "%"],
  "20": ["Inspiratory flow", "L/min"],
  "21": ["Expiratory flow", "L/min"],
  "24": ["Expiratory volume", "mL"],
  "1C": ["Tracheal pressure", "mbar"],
};

/** Perseus and other MEDIBUS.X instruments name these differently; the ICU ventilators do not have them. */
const ANAESTHESIA: Readonly<Record<string, Entry>> = {
  C0: ["Inspired O2", "%"],
  "8C": ["Non-invasive diastolic pressure", "mm[Hg]", 150302, "8462-4"],
  "91": ["Non-invasive mean pressure", "mm[Hg]", 150303, "8478-0"],
  "96": ["Non-invasive systolic pressure", "mm[Hg]", 150301, "8480-6"],
};

/** The ICU ventilators whose code list the maker prints: Evita, Evita 2 dura, Evita 4, Savina. */
const ICU_IDS = new Set(["8210", "8230", "8240", "8250"]);

export type DraegerSpace = "page1" | "page2" | "low1" | "high1" | "low2" | "high2" | "settings" | "realtime";

const PREFIX: Readonly<Record<DraegerSpace, string>> = {
  page1: "",
  page2: "2/",
  low1: "low/",
  high1: "high/",
  low2: "low2/",
  high2: "high2/",
  settings: "set/",
  realtime: "rt/",
};

const TABLES: Readonly<Record<DraegerSpace, Readonly<Record<string, Entry>>>> = {
  page1: PAGE_1,
  low1: PAGE_1,
  high1: PAGE_1,
  page2: PAGE_2,
  low2: PAGE_2,
  high2: PAGE_2,
  settings: SETTINGS,
  realtime: REALTIME,
};

const SIDE: Partial<Readonly<Record<DraegerSpace, string>>> = {
  low1: ", low limit",
  low2: ", low limit",
  high1: ", high limit",
  high2: ", high limit",
};

/**
 * The same two digits mean another quantity in another list, and on another family.
 * @param deviceId as the instrument identified itself; "" before it did
 */
export function draegerCode(
  space: DraegerSpace,
  code: string,
  deviceId: string,
): { readonly code: MetricCode; readonly unit: string | null } {
  const isMeasured = space === "page1" || space === "low1" || space === "high1";
  const extra = isMeasured && !ICU_IDS.has(deviceId) ? ANAESTHESIA[code] : undefined;
  const [label, unit, mdc, loinc] = TABLES[space][code] ?? extra ?? [`Value ${code}`, null];
  const side = SIDE[space];
  // A limit is not a measurement: it must not carry the code of one.
  const codes = side === undefined ? { mdc, loinc } : {};
  return {
    code: {
      id: PREFIX[space] + code,
      label: label + (side ?? ""),
      ...(codes.mdc === undefined ? {} : { mdc: codes.mdc }),
      ...(codes.loinc === undefined ? {} : { loinc: codes.loinc }),
    },
    unit,
  };
}
