import { concept, decimal, quantity, reference, RXNORM, SNOMED, TERMINOLOGY, UCUM } from "./parts.ts";
import type { Json, Resource } from "./parts.ts";

const subject = reference("patient", "林雅琴");
const encounterLink = reference("encounter");
const narrative = (text: string): Json => ({
  status: "generated",
  div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>`,
});

export const encounter: Resource = {
  resourceType: "Encounter",
  status: "finished",
  class: { system: `${TERMINOLOGY}/v3-ActCode`, code: "IMP", display: "inpatient encounter" },
  type: [concept(SNOMED, "183452005", "Emergency hospital admission")],
  subject,
  participant: [
    {
      type: [concept(`${TERMINOLOGY}/v3-ParticipationType`, "ATND", "attender")],
      individual: reference("surgeon", "陈立群"),
    },
  ],
  period: { start: "2026-03-14T21:40:00+08:00", end: "2026-03-18T10:15:00+08:00" },
  reasonCode: [concept(SNOMED, "21522001", "Abdominal pain", "右上腹痛 12 小时，伴恶心")],
  diagnosis: [
    {
      condition: reference("cholecystitis"),
      use: concept(`${TERMINOLOGY}/diagnosis-role`, "DD", "Discharge diagnosis"),
      rank: 1,
    },
  ],
  hospitalization: {
    admitSource: concept(`${TERMINOLOGY}/admit-source`, "emd", "From accident/emergency department"),
    dischargeDisposition: concept(`${TERMINOLOGY}/discharge-disposition`, "home", "Home"),
  },
  serviceProvider: reference("hospital", "青禾第一医院"),
};

interface ConditionFacts {
  code: string;
  display: string;
  text: string;
  clinical: "active" | "resolved";
  onset: string;
  abatement?: string;
}

function condition({ code, display, text, clinical, onset, abatement }: ConditionFacts): Resource {
  return {
    resourceType: "Condition",
    text: narrative(`${display} — ${text}`),
    clinicalStatus: concept(
      `${TERMINOLOGY}/condition-clinical`,
      clinical,
      clinical === "active" ? "Active" : "Resolved",
    ),
    verificationStatus: concept(`${TERMINOLOGY}/condition-ver-status`, "confirmed", "Confirmed"),
    category: [concept(`${TERMINOLOGY}/condition-category`, "encounter-diagnosis", "Encounter Diagnosis")],
    code: concept(SNOMED, code, display, text),
    subject,
    encounter: encounterLink,
    onsetDateTime: onset,
    ...(abatement === undefined ? {} : { abatementDateTime: abatement }),
    recordedDate: "2026-03-14",
  };
}

export const conditions: Readonly<Record<string, Resource>> = {
  cholecystitis: condition({
    code: "65275009",
    display: "Acute cholecystitis",
    text: "急性胆囊炎",
    clinical: "resolved",
    onset: "2026-03-14T09:30:00+08:00",
    abatement: "2026-03-18",
  }),
  diabetes: condition({
    code: "44054006",
    display: "Diabetes mellitus type 2",
    text: "2 型糖尿病",
    clinical: "active",
    onset: "2014",
  }),
  hypertension: condition({
    code: "38341003",
    display: "Hypertensive disorder",
    text: "高血压",
    clinical: "active",
    onset: "2017-05",
  }),
};

export const allergy: Resource = {
  resourceType: "AllergyIntolerance",
  clinicalStatus: concept(`${TERMINOLOGY}/allergyintolerance-clinical`, "active", "Active"),
  verificationStatus: concept(`${TERMINOLOGY}/allergyintolerance-verification`, "confirmed", "Confirmed"),
  type: "allergy",
  category: ["medication"],
  criticality: "high",
  code: concept(SNOMED, "764146007", "Penicillin", "青霉素"),
  patient: subject,
  onsetDateTime: "1991",
  recorder: reference("gp"),
  reaction: [
    {
      manifestation: [concept(SNOMED, "39579001", "Anaphylaxis"), concept(SNOMED, "126485001", "Urticaria")],
      severity: "severe",
    },
  ],
};

export const immunization: Resource = {
  resourceType: "Immunization",
  status: "completed",
  vaccineCode: concept(
    "http://hl7.org/fhir/sid/cvx",
    "150",
    "influenza, injectable, quadrivalent, preservative free",
    "流感疫苗",
  ),
  patient: subject,
  occurrenceDateTime: "2025-10-21",
  primarySource: true,
  lotNumber: "EX-25-1177",
  site: concept(`${TERMINOLOGY}/v3-ActSite`, "LA", "left arm"),
  doseQuantity: { value: decimal("0.50"), unit: "mL", system: UCUM, code: "mL" },
  protocolApplied: [{ doseNumberPositiveInt: 1 }],
};

interface MedicationFacts {
  rxnorm: string;
  display: string;
  text: string;
  dose: string;
  perDay: number;
  authored: string;
  status: "active" | "completed";
  intravenous?: boolean;
}

function medication(facts: MedicationFacts): Resource {
  const { rxnorm, display, text, dose, perDay, authored, status, intravenous = false } = facts;
  const route = intravenous
    ? concept(SNOMED, "47625008", "Intravenous route")
    : concept(SNOMED, "26643006", "Oral route");
  return {
    resourceType: "MedicationRequest",
    status,
    intent: "order",
    medicationCodeableConcept: concept(RXNORM, rxnorm, display, text),
    subject,
    encounter: encounterLink,
    authoredOn: authored,
    requester: reference("surgeon", "陈立群"),
    dosageInstruction: [
      {
        text: `${dose} mg, ${perDay} × / 天`,
        timing: { repeat: { frequency: perDay, period: decimal("1.0"), periodUnit: "d" } },
        route,
        doseAndRate: [
          {
            type: concept(`${TERMINOLOGY}/dose-rate-type`, "ordered", "Ordered"),
            doseQuantity: quantity(dose, "mg"),
          },
        ],
      },
    ],
  };
}

export const medications: Readonly<Record<string, Resource>> = {
  metformin: medication({
    rxnorm: "6809",
    display: "metformin",
    text: "二甲双胍",
    dose: "500",
    perDay: 2,
    authored: "2026-03-18",
    status: "active",
  }),
  amlodipine: medication({
    rxnorm: "17767",
    display: "amlodipine",
    text: "氨氯地平",
    dose: "5.0",
    perDay: 1,
    authored: "2026-03-18",
    status: "active",
  }),
  metronidazole: medication({
    rxnorm: "6922",
    display: "metronidazole",
    text: "甲硝唑",
    dose: "500",
    perDay: 3,
    authored: "2026-03-14T23:05:00+08:00",
    status: "completed",
    intravenous: true,
  }),
};

export const procedure: Resource = {
  resourceType: "Procedure",
  text: narrative(
    "Laparoscopic cholecystectomy, 62 min, blood loss &lt; 50 mL; keine Komplikationen — 手术顺利。",
  ),
  status: "completed",
  category: concept(SNOMED, "387713003", "Surgical procedure"),
  code: concept(SNOMED, "45595009", "Laparoscopic cholecystectomy", "腹腔镜胆囊切除术"),
  subject,
  encounter: encounterLink,
  performedPeriod: { start: "2026-03-15T08:12:00+08:00", end: "2026-03-15T09:14:00+08:00" },
  performer: [{ function: concept(SNOMED, "304292004", "Surgeon"), actor: reference("surgeon", "陈立群") }],
  reasonReference: [reference("cholecystitis")],
  bodySite: [concept(SNOMED, "28231008", "Gallbladder structure")],
  outcome: concept(SNOMED, "385669000", "Successful"),
  usedReference: [reference("monitor")],
};

export const carePlan: Resource = {
  resourceType: "CarePlan",
  status: "active",
  intent: "plan",
  title: "随访与康复计划 (follow-up after surgery)",
  description: "Wound check after 7 days; HbA1c after 3 months; walking 30 min a day.",
  subject,
  encounter: encounterLink,
  period: { start: "2026-03-18", end: "2026-06-30" },
  author: reference("gp", "Zoë Müller-Ångström"),
  addresses: [reference("diabetes"), reference("hypertension")],
  activity: [
    {
      detail: {
        kind: "Appointment",
        status: "scheduled",
        description: "伤口复查",
        scheduledString: "2026-03-25",
      },
    },
    {
      detail: {
        kind: "ServiceRequest",
        status: "scheduled",
        code: concept("http://loinc.org", "4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"),
      },
    },
  ],
};
