import { concept, decimal, LOINC, quantity, reference, TERMINOLOGY, UCUM } from "./parts.ts";
import type { Json, Resource } from "./parts.ts";

const subject = reference("patient", "林雅琴");
const encounter = reference("encounter");
const category = (code: string, display: string): Json => [
  concept(`${TERMINOLOGY}/observation-category`, code, display),
];
const vital = { status: "final", category: category("vital-signs", "Vital Signs"), subject, encounter };
const AT_ADMISSION = "2026-03-14T21:55:00+08:00";

interface Measurement {
  loinc: string;
  display: string;
  value: string;
  unit: string;
  code?: string;
  at?: string;
}

function measured({ loinc, display, value, unit, code, at = AT_ADMISSION }: Measurement): Resource {
  return {
    resourceType: "Observation",
    ...vital,
    code: concept(LOINC, loinc, display),
    effectiveDateTime: at,
    device: reference("monitor"),
    valueQuantity: quantity(value, unit, code),
  };
}

function bloodPressure(systolic: string, diastolic: string, at: string): Resource {
  return {
    resourceType: "Observation",
    ...vital,
    code: concept(LOINC, "85354-9", "Blood pressure panel with all children optional", "血压"),
    effectiveDateTime: at,
    device: reference("monitor"),
    component: [
      {
        code: concept(LOINC, "8480-6", "Systolic blood pressure"),
        valueQuantity: quantity(systolic, "mmHg", "mm[Hg]"),
      },
      {
        code: concept(LOINC, "8462-4", "Diastolic blood pressure"),
        valueQuantity: quantity(diastolic, "mmHg", "mm[Hg]"),
      },
    ],
  };
}

/** One minute of plethysmogram at 2 Hz from a formula: enough to be a curve, short enough to read. */
function waveform(): Json {
  const samples = Array.from({ length: 120 }, (_, index) =>
    Math.round(500 + 180 * Math.sin(index * 0.74) + 60 * Math.sin(index * 1.48)),
  );
  return {
    origin: { value: decimal("0"), unit: "1", system: UCUM, code: "1" },
    period: decimal("500.0"),
    factor: decimal("0.10"),
    lowerLimit: decimal("0"),
    upperLimit: decimal("1000"),
    dimensions: 1,
    data: samples.join(" "),
  };
}

export const vitals: Readonly<Record<string, Resource>> = {
  bloodPressureAdmission: bloodPressure("152", "94", AT_ADMISSION),
  bloodPressureDischarge: bloodPressure("128", "78", "2026-03-18T08:00:00+08:00"),
  heartRate: measured({
    loinc: "8867-4",
    display: "Heart rate",
    value: "104",
    unit: "beats/minute",
    code: "/min",
  }),
  respiration: measured({
    loinc: "9279-1",
    display: "Respiratory rate",
    value: "20",
    unit: "breaths/minute",
    code: "/min",
  }),
  saturation: measured({
    loinc: "2708-6",
    display: "Oxygen saturation in Arterial blood",
    value: "96.0",
    unit: "%",
  }),
  temperature: measured({
    loinc: "8310-5",
    display: "Body temperature",
    value: "38.40",
    unit: "°C",
    code: "Cel",
  }),
  weight: measured({ loinc: "29463-7", display: "Body weight", value: "63.50", unit: "kg" }),
  height: measured({ loinc: "8302-2", display: "Body height", value: "158.0", unit: "cm" }),
  pleth: {
    resourceType: "Observation",
    status: "final",
    category: category("procedure", "Procedure"),
    code: { text: "Plethysmogram, SpO₂ sensor, 手术室 3" },
    subject,
    encounter,
    effectivePeriod: { start: "2026-03-15T08:30:00+08:00", end: "2026-03-15T08:31:00+08:00" },
    device: reference("monitor"),
    valueSampledData: waveform(),
  },
};

interface Result {
  loinc: string;
  display: string;
  value: string;
  unit: string;
  code?: string;
  range: readonly [low: string, high: string];
  flag?: "H" | "L";
}

function laboratory({
  loinc,
  display,
  value,
  unit,
  code = unit,
  range: [low, high],
  flag,
}: Result): Resource {
  const interpretation = `${TERMINOLOGY}/v3-ObservationInterpretation`;
  const words = flag === "H" ? "High" : flag === "L" ? "Low" : "Normal";
  return {
    resourceType: "Observation",
    status: "final",
    category: category("laboratory", "Laboratory"),
    code: concept(LOINC, loinc, display),
    subject,
    encounter,
    effectiveDateTime: "2026-03-14T22:10:00+08:00",
    issued: "2026-03-14T23:02:41.250+08:00",
    performer: [reference("hospital")],
    valueQuantity: quantity(value, unit, code),
    interpretation: [concept(interpretation, flag ?? "N", words)],
    referenceRange: [{ low: quantity(low, unit, code), high: quantity(high, unit, code) }],
  };
}

export const results: Readonly<Record<string, Resource>> = {
  leukocytes: laboratory({
    loinc: "6690-2",
    display: "Leukocytes [#/volume] in Blood by Automated count",
    value: "14.60",
    unit: "10*9/L",
    range: ["3.50", "9.50"],
    flag: "H",
  }),
  haemoglobin: laboratory({
    loinc: "718-7",
    display: "Hemoglobin [Mass/volume] in Blood",
    value: "128",
    unit: "g/L",
    range: ["115", "150"],
  }),
  platelets: laboratory({
    loinc: "777-3",
    display: "Platelets [#/volume] in Blood by Automated count",
    value: "243",
    unit: "10*9/L",
    range: ["125", "350"],
  }),
  crp: laboratory({
    loinc: "1988-5",
    display: "C reactive protein [Mass/volume] in Serum or Plasma",
    value: "86.20",
    unit: "mg/L",
    range: ["0.00", "8.00"],
    flag: "H",
  }),
  glucose: laboratory({
    loinc: "14749-6",
    display: "Glucose [Moles/volume] in Serum or Plasma",
    value: "9.10",
    unit: "mmol/L",
    range: ["3.90", "6.10"],
    flag: "H",
  }),
  hba1c: laboratory({
    loinc: "4548-4",
    display: "Hemoglobin A1c/Hemoglobin.total in Blood",
    value: "7.20",
    unit: "%",
    range: ["4.00", "6.00"],
    flag: "H",
  }),
  bilirubin: laboratory({
    loinc: "14631-6",
    display: "Bilirubin.total [Moles/volume] in Serum or Plasma",
    value: "19.0",
    unit: "µmol/L",
    code: "umol/L",
    range: ["3.4", "20.5"],
  }),
  alt: laboratory({
    loinc: "1742-6",
    display: "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma",
    value: "41",
    unit: "U/L",
    range: ["7", "40"],
    flag: "H",
  }),
  creatinine: laboratory({
    loinc: "14682-9",
    display: "Creatinine [Moles/volume] in Serum or Plasma",
    value: "61.0",
    unit: "µmol/L",
    code: "umol/L",
    range: ["41.0", "81.0"],
  }),
  potassium: laboratory({
    loinc: "2823-3",
    display: "Potassium [Moles/volume] in Serum or Plasma",
    value: "3.40",
    unit: "mmol/L",
    range: ["3.50", "5.30"],
    flag: "L",
  }),
};

export const report: Resource = {
  resourceType: "DiagnosticReport",
  status: "final",
  category: [concept(`${TERMINOLOGY}/v2-0074`, "LAB", "Laboratory")],
  code: { text: "急诊检验 (emergency laboratory panel)" },
  subject,
  encounter,
  effectiveDateTime: "2026-03-14T22:10:00+08:00",
  issued: "2026-03-14T23:02:41.250+08:00",
  performer: [reference("hospital", "青禾第一医院")],
  result: Object.keys(results).map((name) => reference(name)),
  conclusion: "白细胞及 C 反应蛋白升高，提示急性感染；钾偏低。",
};
