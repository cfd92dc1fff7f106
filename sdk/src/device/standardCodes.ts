import type { MetricCode } from "./contract.ts";

type Standard = Pick<MetricCode, "mdc" | "loinc">;

/** LOINC and IEEE 11073-10101 codes of what more than one instrument measures (devices.md §20). A quantity without a public code has none. */
export const STANDARD = {
  heartRate: { mdc: 147842, loinc: "8867-4" },
  spo2: { mdc: 150456, loinc: "59408-5" },
  pulseRate: { mdc: 149530, loinc: "8889-8" },
  perfusionIndex: { mdc: 150488, loinc: "61006-3" },
  cuffSystolic: { mdc: 150301, loinc: "8480-6" },
  cuffDiastolic: { mdc: 150302, loinc: "8462-4" },
  cuffMean: { mdc: 150303, loinc: "8478-0" },
  respiratoryRate: { mdc: 151562, loinc: "9279-1" },
  endTidalCo2: { mdc: 151708, loinc: "19891-1" },
  inspiredCo2: { mdc: 151716 },
  temperature: { mdc: 150344, loinc: "8310-5" },
  burstSuppression: { mdc: 155024 },
  infusionRate: { mdc: 157784 },
  weight: { mdc: 188736, loinc: "29463-7" },
  height: { mdc: 188740, loinc: "8302-2" },
  bodyMassIndex: { mdc: 188752, loinc: "39156-5" },
  bodyFat: { mdc: 188748, loinc: "41982-0" },
  pleth: { mdc: 150452 },
  ecgLeadII: { mdc: 131330, loinc: "11524-6" },
} as const satisfies Readonly<Record<string, Standard>>;
