import type { PolicyDocument } from "./document.ts";

const of = (type: string, elements: readonly string[]): string[] => elements.map((name) => `${type}.${name}`);

const VALUES = [
  "valueQuantity",
  "valueCodeableConcept",
  "valueString",
  "valueBoolean",
  "valueInteger",
  "valueRange",
  "valueRatio",
  "valueSampledData",
  "valueTime",
  "valueDateTime",
  "valuePeriod",
];

const RESULT = [
  ...of("Observation", [
    ...VALUES,
    "dataAbsentReason",
    "interpretation",
    "referenceRange",
    "component",
    "status",
    "note",
    "text",
    "meta",
    "issued",
  ]),
  ...of("DiagnosticReport", ["conclusion", "conclusionCode", "result", "status", "text", "meta", "issued"]),
];

const TIMES = [
  ...of("Observation", [
    "effectiveDateTime",
    "effectivePeriod",
    "effectiveInstant",
    "issued",
    "text",
    "meta",
  ]),
  ...of("DiagnosticReport", ["effectiveDateTime", "effectivePeriod", "issued", "text", "meta"]),
  ...of("Procedure", ["performedDateTime", "performedPeriod", "text", "meta"]),
  ...of("Condition", ["onsetDateTime", "onsetPeriod", "abatementDateTime", "recordedDate", "text", "meta"]),
  ...of("Encounter", ["period", "text", "meta"]),
  ...of("Immunization", ["occurrenceDateTime", "text", "meta"]),
  ...of("MedicationRequest", ["authoredOn", "text", "meta"]),
];

const NOTES = [
  "AllergyIntolerance",
  "CarePlan",
  "ClinicalImpression",
  "Condition",
  "DiagnosticReport",
  "Encounter",
  "Immunization",
  "MedicationRequest",
  "Observation",
  "Procedure",
].flatMap((type) => of(type, ["note", "text"]));

export type PresetName = "nothing" | "results" | "times" | "notes";

/** Policies to begin with; a health authority accepts those it wants, or its own (`policyDocument`). */
export const POLICIES: Readonly<Record<PresetName, Pick<PolicyDocument, "name" | "summary" | "classes">>> = {
  nothing: { name: "Nothing", summary: "No field may be amended.", classes: [] },
  results: {
    name: "Results only",
    summary:
      "Values of observations and the conclusions drawn from them; never whose record it is, what was observed, or when.",
    classes: RESULT,
  },
  times: {
    name: "Times only",
    summary: "When something was observed, done or noted; never what.",
    classes: [...new Set(TIMES)],
  },
  notes: { name: "Notes only", summary: "Notes and the narrative made from a resource.", classes: NOTES },
};
