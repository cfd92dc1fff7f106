import type { SubjectKey } from "./codes.ts";

/** How a topic finds what it means. */
export type TopicRule =
  /** Resources about a matter; of others the elements that mention it. */
  | { readonly by: "subject"; readonly subject: SubjectKey }
  /** Elements by class, whole types of resources by name. */
  | { readonly by: "class"; readonly elements: readonly string[]; readonly types: readonly string[] };

/** One thing that people can choose to hide. */
export interface HidingTopic {
  /** What the dapp translates. */
  readonly key: string;
  /** In English, as people say it. */
  readonly label: string;
  readonly group: "health" | "person" | "words";
  readonly rule: TopicRule;
}

/** `*.note` is the element of any type. */
export const HIDING_TOPICS: readonly HidingTopic[] = [
  {
    key: "psychiatric-diagnoses",
    label: "Psychiatric diagnoses and treatment",
    group: "health",
    rule: { by: "subject", subject: "psychiatric" },
  },
  {
    key: "substance-use",
    label: "Alcohol, tobacco and drugs",
    group: "health",
    rule: { by: "subject", subject: "substance-use" },
  },
  {
    key: "sexual-reproductive-health",
    label: "Sexual and reproductive health, HIV included",
    group: "health",
    rule: { by: "subject", subject: "sexual-reproductive" },
  },
  {
    key: "genetic-results",
    label: "Genetic results and inherited conditions",
    group: "health",
    rule: { by: "subject", subject: "genetic" },
  },
  {
    key: "address-and-contacts",
    label: "My address and contacts",
    group: "person",
    rule: {
      by: "class",
      elements: ["Patient.address", "Patient.telecom", "Patient.contact", "Patient.photo"],
      types: [],
    },
  },
  {
    key: "names-and-numbers",
    label: "My name and identity numbers",
    group: "person",
    rule: { by: "class", elements: ["Patient.name", "Patient.identifier", "Patient.extension"], types: [] },
  },
  {
    key: "relatives",
    label: "Names and health of relatives",
    group: "person",
    rule: {
      by: "class",
      elements: ["Patient.contact", "Patient.link", "Patient.extension"],
      types: ["RelatedPerson", "FamilyMemberHistory"],
    },
  },
  {
    key: "money",
    label: "Bills and insurance",
    group: "person",
    rule: {
      by: "class",
      elements: [],
      types: [
        "Account",
        "ChargeItem",
        "Claim",
        "ClaimResponse",
        "Coverage",
        "ExplanationOfBenefit",
        "Invoice",
        "PaymentNotice",
      ],
    },
  },
  {
    key: "free-text-notes",
    label: "Notes and other free text",
    group: "words",
    rule: {
      by: "class",
      elements: [
        "*.note",
        "*.text",
        "*.comment",
        "*.description",
        "*.summary",
        "*.conclusion",
        "*.patientInstruction",
        "*.presentedForm",
        "Composition.section",
        "Communication.payload",
      ],
      types: ["DocumentReference"],
    },
  },
];

const KIND = "kind:";
const FIELD = "field:";

/** Everything of one type of resource. */
export const kindKey = (type: string): string => `${KIND}${type}`;
/** One element of one resource, or one resource. */
export const fieldKey = (locator: string): string => `${FIELD}${locator}`;

export function readKey(
  key: string,
): { readonly kind: string } | { readonly field: string } | { readonly topic: HidingTopic } | null {
  if (key.startsWith(KIND)) return { kind: key.slice(KIND.length) };
  if (key.startsWith(FIELD)) return { field: key.slice(FIELD.length) };
  const topic = HIDING_TOPICS.find((each) => each.key === key);
  return topic === undefined ? null : { topic };
}
