import { itemOf } from "./items.ts";
import { isObject, type Json, objects, text } from "./json.ts";
import { unmask } from "./masked.ts";
import { seriesOf, timeOf } from "./measurements.ts";
import { createReferences } from "./references.ts";
import { type Group, type GroupKey, GROUPS, type Item, type RecordDocument } from "./view.ts";

const BY_TYPE: Readonly<Record<string, GroupKey>> = {
  AdverseEvent: "conditions",
  AllergyIntolerance: "allergies",
  Appointment: "encounters",
  Binary: "documents",
  CarePlan: "carePlans",
  CareTeam: "carePlans",
  ClinicalImpression: "conditions",
  Composition: "summary",
  Condition: "conditions",
  Device: "devices",
  DeviceMetric: "devices",
  DeviceRequest: "orders",
  DeviceUseStatement: "devices",
  DiagnosticReport: "reports",
  DocumentReference: "documents",
  Encounter: "encounters",
  EpisodeOfCare: "encounters",
  FamilyMemberHistory: "family",
  Goal: "carePlans",
  ImagingStudy: "imaging",
  Immunization: "immunizations",
  Media: "imaging",
  MedicationAdministration: "medications",
  MedicationDispense: "medications",
  MedicationRequest: "medications",
  MedicationStatement: "medications",
  NutritionOrder: "carePlans",
  Observation: "laboratory",
  Procedure: "procedures",
  QuestionnaireResponse: "questionnaires",
  RiskAssessment: "conditions",
  ServiceRequest: "orders",
  AuditEvent: "administration",
  Claim: "administration",
  ClaimResponse: "administration",
  Consent: "administration",
  Coverage: "administration",
  ExplanationOfBenefit: "administration",
  Location: "administration",
  Medication: "administration",
  Organization: "administration",
  Practitioner: "administration",
  PractitionerRole: "administration",
  Provenance: "administration",
  RelatedPerson: "administration",
};

const BY_CATEGORY: Readonly<Record<string, GroupKey>> = {
  "vital-signs": "vitalSigns",
  laboratory: "laboratory",
  imaging: "imaging",
  survey: "questionnaires",
  "social-history": "lifestyle",
  exam: "vitalSigns",
};

/** A FHIR resource or Bundle for people: who it is about, and what is known, by subject. Null for what is no FHIR. */
export function documentOf(root: Json): RecordDocument | null {
  if (text(root["resourceType"]) === null) return null;
  const isBundle = root["resourceType"] === "Bundle";
  const entries = isBundle
    ? objects(root["entry"]).flatMap(({ fullUrl, resource }) =>
        isObject(resource) ? [{ fullUrl: text(fullUrl), ...unmask(resource) }] : [],
      )
    : [{ fullUrl: null, ...unmask(root) }];
  const references = createReferences(entries);
  const items = entries.map(({ resource, hidden }, index) => itemOf(resource, index, references, hidden));
  const patient = items.find(({ type }) => type === "Patient") ?? null;
  const inReports = isBundle ? resourcesIn(items) : new Set<string>();
  const byGroup = Map.groupBy(
    items.filter((item) => item !== patient && !inReports.has(item.id)),
    groupOf,
  );
  return {
    patient,
    isBundle,
    resourceCount: items.length,
    groups: GROUPS.flatMap((key) => {
      const members = byGroup.get(key);
      return members === undefined ? [] : [grouped(key, members, isBundle)];
    }),
  };
}

/** Observations of a bundle become series; a single one, or one with something hidden, stays an item with all that it says. */
function grouped(key: GroupKey, members: readonly Item[], isBundle: boolean): Group {
  const isMeasured = (item: Item) => isBundle && item.type === "Observation" && item.hidden.length === 0;
  return {
    key,
    items: members.filter((item) => !isMeasured(item)).toSorted(newestFirst),
    series: seriesOf(members.filter(isMeasured).flatMap(({ measurements }) => measurements)),
  };
}

function groupOf({ type, source }: Item): GroupKey {
  if (type === "Observation") {
    for (const category of objects(source["category"])) {
      for (const { code } of objects(category["coding"])) {
        const found = BY_CATEGORY[text(code) ?? ""];
        if (found !== undefined) return found;
      }
    }
  }
  return groupOfType(type);
}

/** Where resources of a type are looked for. */
export function groupOfType(type: string): GroupKey {
  return BY_TYPE[type] ?? "other";
}

function newestFirst(a: Item, b: Item): number {
  return timeOf(b.when?.from ?? b.when?.to ?? null) - timeOf(a.when?.from ?? a.when?.to ?? null) || 0;
}

/** Observations that a panel shows already stand there alone; those of reports stay in the series as well, for their trend. */
function resourcesIn(items: readonly Item[]): ReadonlySet<string> {
  const urls = new Set<string>();
  for (const { type, source } of items) {
    if (type !== "Observation") continue;
    for (const { reference } of objects(source["hasMember"]))
      urls.add(text(reference)?.split("/").at(-1) ?? "");
  }
  return new Set(
    items
      .filter(({ type, source }) => type === "Observation" && urls.has(text(source["id"]) ?? " "))
      .map(({ id }) => id),
  );
}
