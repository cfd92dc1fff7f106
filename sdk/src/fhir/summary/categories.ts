import type { JsonObject } from "../json/nodes.ts";

/** Codes of the categories: a record has one; a file may hold several kinds of resources. */
export const CATEGORIES = [
  "general",
  "conditions",
  "medications",
  "laboratory",
  "vital-signs",
  "imaging",
  "procedures",
  "allergies",
  "immunizations",
  "encounters",
  "care-plans",
  "questionnaires",
  "social-history",
  "devices",
  "documents",
  "administration",
  "finance",
] as const;

/** What a patient may grant by category. */
export type Category = (typeof CATEGORIES)[number];

const BY_TYPE: Readonly<Record<string, Category>> = {
  AllergyIntolerance: "allergies",
  AdverseEvent: "conditions",
  Condition: "conditions",
  ClinicalImpression: "conditions",
  DetectedIssue: "medications",
  FamilyMemberHistory: "conditions",
  RiskAssessment: "conditions",
  Flag: "conditions",
  Medication: "medications",
  MedicationAdministration: "medications",
  MedicationDispense: "medications",
  MedicationRequest: "medications",
  MedicationStatement: "medications",
  Immunization: "immunizations",
  ImmunizationEvaluation: "immunizations",
  ImmunizationRecommendation: "immunizations",
  DiagnosticReport: "laboratory",
  Specimen: "laboratory",
  MolecularSequence: "laboratory",
  ImagingStudy: "imaging",
  Media: "imaging",
  Procedure: "procedures",
  ServiceRequest: "procedures",
  Encounter: "encounters",
  EpisodeOfCare: "encounters",
  Appointment: "encounters",
  CarePlan: "care-plans",
  CareTeam: "care-plans",
  Goal: "care-plans",
  NutritionOrder: "care-plans",
  Questionnaire: "questionnaires",
  QuestionnaireResponse: "questionnaires",
  Device: "devices",
  DeviceMetric: "devices",
  DeviceRequest: "devices",
  DeviceUseStatement: "devices",
  DocumentReference: "documents",
  DocumentManifest: "documents",
  Composition: "documents",
  Binary: "documents",
  Consent: "administration",
  Provenance: "administration",
  AuditEvent: "administration",
  Patient: "administration",
  Practitioner: "administration",
  PractitionerRole: "administration",
  RelatedPerson: "administration",
  Organization: "administration",
  Location: "administration",
  Claim: "finance",
  ClaimResponse: "finance",
  Coverage: "finance",
  ExplanationOfBenefit: "finance",
  Invoice: "finance",
};

/** Observation.category and DiagnosticReport.category (code systems observation-category and v2-0074). */
const BY_CODE: Readonly<Record<string, Category>> = {
  "vital-signs": "vital-signs",
  laboratory: "laboratory",
  LAB: "laboratory",
  imaging: "imaging",
  RAD: "imaging",
  procedure: "procedures",
  therapy: "procedures",
  survey: "questionnaires",
  "social-history": "social-history",
};

/** Where a resource belongs, from its type and, for findings, from its own category. */
export function categoryOf(type: string, resource: JsonObject): Category {
  if (type === "Observation" || type === "DiagnosticReport") {
    const codings = resource.objects("category").flatMap((concept) => concept.objects("coding"));
    const known = codings
      .map((coding) => BY_CODE[coding.string("code") ?? ""])
      .find((category) => category !== undefined);
    if (known !== undefined) return known;
  }
  return BY_TYPE[type] ?? "general";
}

/** Stand beside the care itself; they say what a record is about only when there is nothing else. */
const BESIDE_CARE: ReadonlySet<Category> = new Set(["administration", "finance", "encounters"]);

/** The one category for a file: the only kind of care in it, else `general`. */
export function suggestCategory(counts: ReadonlyMap<Category, number>): Category {
  const present = [...counts.keys()];
  const care = present.filter((category) => !BESIDE_CARE.has(category));
  const candidates = care.length > 0 ? care : present;
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 ? only : "general";
}
