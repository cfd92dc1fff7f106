// FHIR R4 for the sample patient: what a hospital stay leaves behind. Fictitious throughout.
import { Buffer } from "node:buffer";

const PATIENT = {
  resourceType: "Patient",
  id: "p",
  name: [{ use: "official", family: "Lín", given: ["Yǎqín"] }],
  birthDate: "1968-11-23",
  gender: "female",
  address: [{ line: ["14 River Walk"], city: "Riverside" }],
};

const LABORATORY = [
  { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "laboratory" }] },
];
const VITAL_SIGNS = [
  { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] },
];

interface Test {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
  readonly values: readonly (readonly [day: string, value: number])[];
}

const TESTS: readonly Test[] = [
  {
    code: "4548-4",
    name: "Haemoglobin A1c",
    unit: "%",
    high: 5.7,
    values: [
      ["2024-03-12", 7.4],
      ["2024-09-03", 7.1],
      ["2025-02-18", 6.8],
      ["2025-08-26", 6.6],
      ["2026-03-04", 6.2],
      ["2026-11-09", 5.9],
    ],
  },
  {
    code: "718-7",
    name: "Haemoglobin",
    unit: "g/dL",
    low: 12,
    high: 15.5,
    values: [
      ["2024-09-03", 12.4],
      ["2025-08-26", 11.6],
      ["2026-03-04", 11.2],
      ["2026-11-09", 12.8],
    ],
  },
  { code: "2160-0", name: "Creatinine", unit: "mg/dL", low: 0.5, high: 1.1, values: [["2026-11-09", 0.86]] },
  {
    code: "13457-7",
    name: "LDL cholesterol",
    unit: "mg/dL",
    high: 100,
    values: [
      ["2025-02-18", 148],
      ["2026-03-04", 121],
      ["2026-11-09", 96],
    ],
  },
  { code: "1920-8", name: "AST", unit: "U/L", low: 8, high: 33, values: [["2026-11-09", 28]] },
];

/** A laboratory report with courses over two years. */
export const laboratory = laboratoryOf(TESTS);

/** The same with the newest HbA1c as it was measured, and without the LDL cholesterol, which was somebody else's. */
export const laboratoryMended = laboratoryOf(
  TESTS.filter(({ code }) => code !== "13457-7").map((test) =>
    test.code === "4548-4" ? { ...test, values: [...test.values.slice(0, -1), ["2026-11-09", 6.9]] } : test,
  ),
);

/** That with the newest HbA1c once more another, laid out anew as editors do: under a rule only the value counts as changed. */
export const laboratoryAmended = laidOut(laboratoryMended, '"value":6.9', '"value":6.8');

/** That with another test in place of HbA1c, which no rule allows. */
export const laboratoryRenamed = laidOut(laboratoryMended, "4548-4", "17856-6");

/** One prescription. */
export const medication = medicationOf(2);

/** The same, once a day. */
export const medicationMended = medicationOf(1);

function medicationOf(frequency: number): Uint8Array {
  return resource({
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "Metformin 850 mg tablets" },
    subject: { display: "Lín Yǎqín" },
    authoredOn: "2026-11-18",
    requester: { display: "Dr. Anna Keller" },
    reasonCode: [{ text: "Type 2 diabetes" }],
    dosageInstruction: [
      {
        timing: { repeat: { frequency, period: 1, periodUnit: "d" } },
        route: { text: "by mouth" },
        doseAndRate: [{ doseQuantity: { value: 1, unit: "tablet" } }],
      },
    ],
    note: [{ text: "With a meal. Stop two days before a contrast CT." }],
  });
}

/** Blood pressure, as a panel. */
export const bloodPressure = resource({
  resourceType: "Observation",
  status: "final",
  category: VITAL_SIGNS,
  code: { coding: [{ system: "http://loinc.org", code: "85354-9" }], text: "Blood pressure" },
  subject: { display: "Lín Yǎqín" },
  effectiveDateTime: "2026-11-20T08:40:00+01:00",
  bodySite: { text: "Left arm" },
  component: [
    {
      code: { coding: [{ system: "http://loinc.org", code: "8480-6" }], text: "Systolic" },
      valueQuantity: { value: 148, unit: "mmHg" },
      referenceRange: [{ high: { value: 139, unit: "mmHg" } }],
    },
    {
      code: { coding: [{ system: "http://loinc.org", code: "8462-4" }], text: "Diastolic" },
      valueQuantity: { value: 86, unit: "mmHg" },
      referenceRange: [{ high: { value: 89, unit: "mmHg" } }],
    },
  ],
});

/** A letter with a text and a picture inside. */
export const letter = resource({
  resourceType: "DocumentReference",
  status: "current",
  description: "Discharge letter",
  type: { text: "Discharge summary" },
  date: "2026-11-19T15:10:00+01:00",
  author: [{ display: "Dr. Anna Keller" }],
  content: [
    {
      attachment: {
        contentType: "text/plain",
        title: "Letter",
        data: Buffer.from(
          "Dear colleague,\n\nMs Lín was with us from 16 to 19 November for the adjustment of her treatment.\n" +
            "She left in good condition. Please check the blood pressure in two weeks.\n\nDr. Anna Keller",
        ).toString("base64"),
      },
    },
  ],
});

function laboratoryOf(tests: readonly Test[]): Uint8Array {
  return bundle([
    PATIENT,
    ...tests.flatMap(({ code, name, unit, low, high, values }) =>
      values.map(([day, value]) => ({
        resourceType: "Observation",
        status: "final",
        category: LABORATORY,
        code: { coding: [{ system: "http://loinc.org", code, display: name }], text: name },
        subject: { reference: "urn:uuid:00000000-0000-4000-8000-000000000000" },
        effectiveDateTime: day,
        valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
        referenceRange: [
          {
            ...(low === undefined ? {} : { low: { value: low, unit } }),
            ...(high === undefined ? {} : { high: { value: high, unit } }),
          },
        ],
      })),
    ),
  ]);
}

function laidOut(content: Uint8Array, from: string, to: string): Uint8Array {
  const changed = new TextDecoder().decode(content).replace(from, to);
  return new TextEncoder().encode(JSON.stringify(JSON.parse(changed), null, 2));
}

function bundle(resources: readonly object[]): Uint8Array {
  const entry = resources.map((each, index) => ({
    fullUrl: `urn:uuid:${String(index).padStart(8, "0")}-0000-4000-8000-000000000000`,
    resource: each,
  }));
  return resource({ resourceType: "Bundle", type: "collection", entry });
}

function resource(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
