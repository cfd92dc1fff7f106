import { JsonNumber, JsonObject } from "../json/nodes.ts";

/** Elements that say when care took place, the most telling first. */
const WHEN = [
  "effectiveDateTime",
  "effectivePeriod",
  "effectiveInstant",
  "performedDateTime",
  "performedPeriod",
  "occurrenceDateTime",
  "occurrencePeriod",
  "onsetDateTime",
  "onsetPeriod",
  "period",
  "started",
  "authoredOn",
  "authored",
  "recordedDate",
  "createdDateTime",
  "issued",
  "date",
  "created",
  "timestamp",
];

const DAY_LENGTH = 10;
const MAX_TITLE = 120;

/** `MedicationRequest` as "medication request". */
export function typeInWords(type: string): string {
  return type.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** "1 condition", "3 allergy intolerances". */
export function countInWords(type: string, count: number): string {
  const words = typeInWords(type);
  if (count === 1) return `1 ${words}`;
  const plural = /[^aeiou]y$/.test(words)
    ? words.replace(/y$/, "ies")
    : words.endsWith("s")
      ? words
      : `${words}s`;
  return `${count} ${plural}`;
}

/** The day, month or year of care, as precise as it is written. */
export function dayOf(resource: JsonObject): string | undefined {
  for (const name of WHEN) {
    const value = resource.get(name);
    const text = value instanceof JsonObject ? (value.string("start") ?? value.string("end")) : value;
    if (typeof text === "string" && /^\d{4}/.test(text)) return text.slice(0, DAY_LENGTH);
  }
  return undefined;
}

/** A resource in a few words: what it is, and its value with the digits it was written with. Never a person's name. */
export function titleOf(type: string, resource: JsonObject): string {
  const what =
    type === "Patient" ? "Personal details" : (conceptText(resource, type) ?? capitalised(typeInWords(type)));
  const value = valueText(resource);
  const title = value === undefined ? what : `${what}: ${value}`;
  return title.length <= MAX_TITLE ? title : `${title.slice(0, MAX_TITLE - 1)}…`;
}

function conceptText(resource: JsonObject, type: string): string | undefined {
  if (type === "Composition" || type === "Questionnaire" || type === "CarePlan") {
    const title = resource.string("title");
    if (title !== undefined) return title;
  }
  const names = ["code", "vaccineCode", "medicationCodeableConcept", "type", "description"];
  const concepts = names
    .flatMap((name) => [resource.get(name)].flat())
    .filter((value) => value instanceof JsonObject);
  return concepts.map(conceptWords).find((words) => words !== undefined);
}

function conceptWords(concept: JsonObject): string | undefined {
  const displays = concept.objects("coding").map((coding) => coding.string("display"));
  return concept.string("text") ?? displays.find((display) => display !== undefined);
}

function valueText(resource: JsonObject): string | undefined {
  const quantity = resource.object("valueQuantity");
  const value = quantity?.get("value");
  if (quantity !== undefined && (typeof value === "number" || value instanceof JsonNumber)) {
    const unit = quantity.string("unit") ?? quantity.string("code");
    const digits = value instanceof JsonNumber ? value.text : String(value);
    return `${quantity.string("comparator") ?? ""}${digits}${unit === undefined ? "" : ` ${unit}`}`;
  }
  const concept = resource.object("valueCodeableConcept");
  return concept === undefined ? resource.string("valueString") : conceptWords(concept);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
