import type { MetricCode } from "../contract.ts";

/** Physiological ids of IntelliVue: label, LOINC (devices.md §20). MDC = 131072 + id, below the private range. */
const PHYSIO: Readonly<Record<number, readonly [label: string, loinc?: string]>> = {
  0x4182: ["Heart rate", "8867-4"],
  0x4261: ["Ventricular premature beats"],
  0x4bb8: ["SpO2", "59408-5"],
  0x4822: ["Pulse rate (pleth)", "8889-8"],
  0x480a: ["Pulse rate", "8889-8"],
  0x481a: ["Pulse rate (oximeter)", "8889-8"],
  0x4bb0: ["Perfusion index", "61006-3"],
  0x4a04: ["Non-invasive pressure"],
  0x4a05: ["Non-invasive systolic pressure", "8480-6"],
  0x4a06: ["Non-invasive diastolic pressure", "8462-4"],
  0x4a07: ["Non-invasive mean pressure", "8478-0"],
  0x4a10: ["Arterial pressure (ABP)"],
  0x4a11: ["Arterial systolic pressure (ABP)"],
  0x4a12: ["Arterial diastolic pressure (ABP)"],
  0x4a13: ["Arterial mean pressure (ABP)"],
  0x4a14: ["Arterial pressure (ART)"],
  0x4a15: ["Arterial systolic pressure (ART)"],
  0x4a16: ["Arterial diastolic pressure (ART)"],
  0x4a17: ["Arterial mean pressure (ART)"],
  0x4a1c: ["Pulmonary arterial pressure"],
  0x4a44: ["Central venous pressure"],
  0x4a47: ["Central venous mean pressure"],
  0x5808: ["Intracranial pressure"],
  0x580b: ["Intracranial mean pressure"],
  0x5000: ["Respiration (impedance)"],
  0x500a: ["Respiration rate", "9279-1"],
  0x5012: ["Airway respiration rate"],
  0x50ac: ["Airway CO2"],
  0x50b0: ["End-tidal CO2"],
  0x50ba: ["Inspired minimum CO2"],
  0x4b48: ["Temperature", "8310-5"],
  0x4bb4: ["Pleth"],
  0x0100: ["ECG"],
  0x0101: ["ECG lead I"],
  0x0102: ["ECG lead II", "11524-6"],
  0x0103: ["ECG lead V1"],
  0x0104: ["ECG lead V2"],
  0x0105: ["ECG lead V3"],
  0x0106: ["ECG lead V4"],
  0x0107: ["ECG lead V5"],
  0x0108: ["ECG lead V6"],
  0x013d: ["ECG lead III"],
  0x013e: ["ECG lead aVR"],
  0x013f: ["ECG lead aVL"],
  0x0140: ["ECG lead aVF"],
  0x0143: ["ECG lead V"],
  0x0301: ["ST lead I"],
  0x0302: ["ST lead II"],
  0x033d: ["ST lead III"],
  0x033e: ["ST lead aVR"],
  0x033f: ["ST lead aVL"],
  0x0340: ["ST lead aVF"],
  0x0343: ["ST lead V"],
};

/** Physiological ids from here on are Philips's own. */
const FIRST_PRIVATE = 0xf000;
const SCADA = 131_072;
const END_TIDAL_CO2 = 0x50b0;

/** Units of IntelliVue in UCUM; MDC = 262144 + code. */
const UNITS: Readonly<Record<number, string>> = {
  0x0200: "1",
  0x0220: "%",
  0x0260: "[ppm]",
  0x02e0: "deg",
  0x0500: "m",
  0x0511: "cm",
  0x0512: "mm",
  0x0640: "L",
  0x0652: "mL",
  0x06c0: "g",
  0x06c3: "kg",
  0x0840: "g/dL",
  0x0852: "mg/dL",
  0x0880: "s",
  0x0892: "ms",
  0x08a0: "min",
  0x08c0: "h",
  0x09c0: "Hz",
  0x0aa0: "/min",
  0x0ae0: "/min",
  0x0b20: "L/min/m2",
  0x0c00: "L/min",
  0x0c12: "mL/min",
  0x0f03: "kPa",
  0x0f20: "mm[Hg]",
  0x0f40: "cm[H2O]",
  0x0f72: "mbar",
  0x10a0: "V",
  0x10b2: "mV",
  0x10b3: "uV",
  0x10c0: "Ohm",
  0x1272: "mmol/L",
  0x17a0: "Cel",
  0x1920: "dB",
};

export function hexId(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, "0");
}

/** @param shown the label the monitor itself sends, for ids that are not in the table */
export function philipsCode(physioId: number, unit: string | null, shown?: string): MetricCode {
  const [label = shown ?? hexId(physioId), listed] = PHYSIO[physioId] ?? [];
  // 19891-1 is the partial pressure; a fraction in % must not carry it.
  const loinc = physioId === END_TIDAL_CO2 && unit === "mm[Hg]" ? "19891-1" : listed;
  return {
    id: hexId(physioId),
    label,
    ...(physioId < FIRST_PRIVATE ? { mdc: SCADA + physioId } : {}),
    ...(loinc === undefined ? {} : { loinc }),
  };
}

/** @returns null where the code is not known; then the value's text names it */
export function philipsUnit(code: number): string | null {
  return UNITS[code] ?? null;
}
