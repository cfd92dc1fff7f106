import type { Json } from "../json.ts";
import type { References } from "../references.ts";
import {
  answers,
  carePlan,
  composition,
  device,
  document,
  encounter,
  familyHistory,
  goal,
  money,
  order,
  patient,
} from "./care.ts";
import {
  allergy,
  condition,
  imaging,
  immunization,
  medication,
  observation,
  procedure,
  report,
} from "./clinical.ts";
import type { Description } from "./lines.ts";

const KNOWN: Readonly<Record<string, (own: Json, references: References) => Description>> = {
  AllergyIntolerance: allergy,
  CarePlan: carePlan,
  Claim: money,
  Composition: composition,
  Condition: condition,
  Device: device,
  DeviceRequest: order,
  DiagnosticReport: report,
  DocumentReference: document,
  Encounter: encounter,
  ExplanationOfBenefit: money,
  FamilyMemberHistory: familyHistory,
  Goal: goal,
  ImagingStudy: imaging,
  Immunization: immunization,
  MedicationAdministration: medication,
  MedicationDispense: medication,
  MedicationRequest: medication,
  MedicationStatement: medication,
  Observation: observation,
  Patient: patient,
  Procedure: procedure,
  QuestionnaireResponse: answers,
  ServiceRequest: order,
};

/** What is known of a type; of others only what every resource has. */
export function describe(type: string, resource: Json, references: References): Description {
  return Object.hasOwn(KNOWN, type) ? (KNOWN[type]?.(resource, references) ?? { lines: [] }) : { lines: [] };
}
