import { InvalidFhirError } from "../errors.ts";
import type { FhirProblem } from "../errors.ts";
import { validateFhir } from "../validateFhir.ts";
import type { FhirIntake } from "../validateFhir.ts";

/** Plain JSON that a test may change at will. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into arbitrary documents on purpose
export type Draft = any;

export const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

export const validate = (value: unknown): Promise<FhirIntake> => validateFhir({ bytes: bytesOf(value) });

/** The problems of a document that must be refused; none if it is accepted. */
export async function problemsOf(value: unknown): Promise<readonly FhirProblem[]> {
  try {
    await validate(value);
    return [];
  } catch (error) {
    if (error instanceof InvalidFhirError) return error.problems;
    throw error;
  }
}

/** `rule path` of each problem: what a test compares. */
export async function findings(value: unknown): Promise<string[]> {
  return (await problemsOf(value)).map(({ rule, path }) => `${rule} ${path}`);
}

const code = (system: string, value: string, display: string): Draft => ({
  coding: [{ system, code: value, display }],
});
const HL7 = "http://terminology.hl7.org/CodeSystem";

export const patient = (): Draft => ({
  resourceType: "Patient",
  id: "p1",
  name: [{ family: "Ørsted", given: ["Åse", "Maj"] }],
  gender: "female",
  birthDate: "1970-02-28",
  contact: [{ name: { text: "王芳" } }],
});

export const observation = (): Draft => ({
  resourceType: "Observation",
  status: "final",
  code: code("http://loinc.org", "8867-4", "Heart rate"),
  subject: { reference: "Patient/p1" },
  effectivePeriod: { start: "2026-01-05T10:00:00Z", end: "2026-01-05T11:00:00Z" },
  valueQuantity: { value: 72, unit: "/min", system: "http://unitsofmeasure.org", code: "/min" },
  referenceRange: [{ low: { value: 60 }, high: { value: 100 } }],
});

export const condition = (): Draft => ({
  resourceType: "Condition",
  clinicalStatus: code(`${HL7}/condition-clinical`, "resolved", "Resolved"),
  verificationStatus: code(`${HL7}/condition-ver-status`, "confirmed", "Confirmed"),
  code: { text: "Acute bronchitis" },
  subject: { reference: "Patient/p1" },
  onsetDateTime: "2026-01",
  abatementDateTime: "2026-02-03",
});

export const questionnaire = (): Draft => ({
  resourceType: "Questionnaire",
  status: "active",
  item: [
    { linkId: "1", type: "group", item: [{ linkId: "1.1", type: "boolean", text: "Chest pain?" }] },
    {
      linkId: "2",
      type: "choice",
      answerOption: [{ valueString: "often" }, { valueString: "never" }],
      enableWhen: [{ question: "1.1", operator: "=", answerBoolean: true }],
    },
  ],
});

export const medicationRequest = (): Draft => ({
  resourceType: "MedicationRequest",
  contained: [{ resourceType: "Medication", id: "med", code: { text: "Paracetamol" } }],
  status: "active",
  intent: "order",
  medicationReference: { reference: "#med" },
  subject: { reference: "Patient/p1" },
  dosageInstruction: [{ timing: { repeat: { frequency: 2, period: 1, periodUnit: "d" } } }],
});

export const bundle = (): Draft => ({
  resourceType: "Bundle",
  type: "collection",
  entry: [
    { fullUrl: "urn:uuid:3f3a6c2e-5b6e-4c1b-9a54-0d5a2f7f4b11", resource: patient() },
    {
      fullUrl: "urn:uuid:7c1d4c0a-3a0f-4f0e-8f5d-6a1f0a7c9e22",
      resource: { ...observation(), subject: { reference: "urn:uuid:3f3a6c2e-5b6e-4c1b-9a54-0d5a2f7f4b11" } },
    },
  ],
});

export const documentBundle = (): Draft => ({
  resourceType: "Bundle",
  type: "document",
  identifier: { system: "https://example.org/documents", value: "d-1" },
  timestamp: "2026-01-06T08:00:00Z",
  entry: [
    {
      fullUrl: "https://example.org/fhir/Composition/c1",
      resource: {
        resourceType: "Composition",
        id: "c1",
        status: "final",
        type: { text: "Discharge summary" },
        subject: { reference: "Patient/p1" },
        date: "2026-01-06",
        author: [{ display: "Dr. Åkesson" }],
        title: "Discharge summary",
      },
    },
    { fullUrl: "https://example.org/fhir/Patient/p1", resource: patient() },
  ],
});
