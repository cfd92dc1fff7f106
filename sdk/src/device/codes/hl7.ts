import type { MetricCode } from "../contract.ts";

/** LOINC of MDC codes that monitors send (devices.md §20). */
const LOINC_OF_MDC: ReadonlyMap<number, string> = new Map([
  [147842, "8867-4"],
  [150456, "59408-5"],
  [149530, "8889-8"],
  [149538, "8889-8"],
  [150488, "61006-3"],
  [150448, "61006-3"],
  ...([150301, 150021] as const).map((code) => [code, "8480-6"] as const),
  ...([150302, 150022] as const).map((code) => [code, "8462-4"] as const),
  ...([150303, 150023] as const).map((code) => [code, "8478-0"] as const),
  [151562, "9279-1"],
  [151708, "19891-1"],
  [151976, "76248-4"],
  [150344, "8310-5"],
]);

/** MDC_DIM_* by name or number. */
const UNITS: Readonly<Record<string, string>> = {
  MDC_DIM_BEAT_PER_MIN: "/min",
  "264864": "/min",
  MDC_DIM_RESP_PER_MIN: "/min",
  "264928": "/min",
  MDC_DIM_PERCENT: "%",
  "262688": "%",
  MDC_DIM_MMHG: "mm[Hg]",
  "266016": "mm[Hg]",
  MDC_DIM_CM_H2O: "cm[H2O]",
  "266048": "cm[H2O]",
  MDC_DIM_DEGC: "Cel",
  "268192": "Cel",
  MDC_DIM_X_L_PER_MIN: "L/min",
  "265216": "L/min",
  MDC_DIM_MILLI_L: "mL",
  "263762": "mL",
  MDC_DIM_MILLI_M: "mm",
  "263442": "mm",
  MDC_DIM_DIMLESS: "1",
  "262656": "1",
};

/** UCUM units that gateways write as they are. */
const UCUM: ReadonlySet<string> = new Set([
  "%",
  "/min",
  "mm[Hg]",
  "cm[H2O]",
  "Cel",
  "L/min",
  "mL",
  "mL/h",
  "mm",
  "cm",
  "kg",
  "mbar",
  "mg/dL",
  "mmol/L",
  "1",
  "s",
  "kPa",
]);
const SPELLINGS: Readonly<Record<string, string>> = {
  mmHg: "mm[Hg]",
  cmH2O: "cm[H2O]",
  bpm: "/min",
  "1/min": "/min",
  "°C": "Cel",
  "{beat}/min": "/min",
  "{breaths}/min": "/min",
};

/** @param parts of OBX-6: code, text, system, alternatives */
export function hl7Unit(parts: readonly string[]): string | null {
  for (const part of parts) {
    if (UCUM.has(part)) return part;
    const known = UNITS[part] ?? SPELLINGS[part];
    if (known !== undefined) return known;
  }
  return null;
}

const MDC_LIMIT = 0x1000000;

/** @param parts of OBX-3: code, text, system, and the same of the alternative */
export function hl7Code(parts: readonly string[], unit: string | null): MetricCode {
  const [id = "", text = "", system = "", otherId = "", , otherSystem = ""] = parts;
  const codings = [
    [id, system],
    [otherId, otherSystem],
  ] as const;
  const number = (codings.find(([code, name]) => name === "MDC" && /^\d+$/.test(code)) ?? [""])[0];
  const mdc = number === "" || Number(number) >= MDC_LIMIT ? undefined : Number(number);
  const sent = codings.find(
    ([code, name]) => (name === "LN" || name === "LOINC") && /^\d+-\d$/.test(code),
  )?.[0];
  const mapped = mdc === undefined ? undefined : LOINC_OF_MDC.get(mdc);
  // 19891-1 is a partial pressure: a fraction in % must not carry it.
  const loinc = sent ?? (mapped === "19891-1" && unit !== "mm[Hg]" ? undefined : mapped);
  return {
    id: id || text,
    label: text || id,
    ...(mdc === undefined ? {} : { mdc }),
    ...(loinc === undefined ? {} : { loinc }),
  };
}
