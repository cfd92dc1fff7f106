import { InvalidInputError } from "../../errors/index.ts";
import type { FieldDocument, HiddenFields } from "../types.ts";
import { SUBJECTS } from "./codes.ts";
import { mentions } from "./mentions.ts";
import { readKey, type TopicRule } from "./topics.ts";
import { type FieldUnit, plainClass, type ResourceUnits, unitsOf } from "./units.ts";

/** What says what a resource is about: when it fits, all of the resource is meant. */
const ABOUT = new Set([
  "code",
  "medicationCodeableConcept",
  "medicationReference",
  "vaccineCode",
  "valueCodeableConcept",
  "conclusionCode",
  "category",
  "reasonCode",
  "substance",
]);
/** Types that tell of more than one matter: only the elements that mention it are hidden. */
const MIXED = new Set([
  "Patient",
  "Encounter",
  "Claim",
  "ExplanationOfBenefit",
  "CarePlan",
  "CareTeam",
  "Composition",
  "List",
  "Bundle",
]);

/**
 * Translates what people choose, in plain words, into sections and parts: keys of `HIDING_TOPICS`, `kindKey(type)`, `fieldKey(locator)`.
 * What no code and no word betrays is not found: the preview shows what is hidden and what is not.
 *
 * @throws InvalidInputError HIDING_UNKNOWN
 */
export function chooseFields(document: FieldDocument, keys: readonly string[]): HiddenFields {
  const resources = unitsOf(document);
  const positions = new Set<number>();
  const parts = new Map<string, { position: number; path: string }>();
  const hideResource = (resource: ResourceUnits): void =>
    resource.positions.forEach((position) => positions.add(position));
  const hideUnit = ({ position, path }: FieldUnit): void => {
    if (path === null) positions.add(position);
    else parts.set(`${position}${path}`, { position, path });
  };
  for (const key of keys) {
    const meant = readKey(key);
    if (meant === null) throw unknown();
    for (const resource of resources) {
      if ("kind" in meant) {
        if (resource.type === meant.kind) hideResource(resource);
      } else if ("field" in meant) {
        if (resource.base === meant.field) hideResource(resource);
        resource.units.filter(({ locator }) => locator === meant.field).forEach(hideUnit);
      } else {
        const found = applyRule(meant.topic.rule, resource);
        if (found === "resource") hideResource(resource);
        else found.forEach(hideUnit);
      }
    }
  }
  const ascending = [...positions].toSorted((a, b) => a - b);
  return {
    positions: ascending,
    parts: [...parts.values()].filter(({ position }) => !positions.has(position)),
  };
}

function applyRule(rule: TopicRule, resource: ResourceUnits): "resource" | readonly FieldUnit[] {
  if (rule.by === "class") {
    if (rule.types.includes(resource.type)) return "resource";
    return resource.units.filter(
      (unit) => rule.elements.includes(plainClass(unit)) || rule.elements.includes(`*.${plainName(unit)}`),
    );
  }
  const set = SUBJECTS[rule.subject];
  const found = resource.units.filter((unit) => mentions(set, unit.value()));
  const isAbout = found.some(({ name }) => ABOUT.has(name)) && !MIXED.has(resource.type);
  return isAbout ? "resource" : found;
}

const plainName = ({ name }: FieldUnit): string => name.replace(/^_/, "");

function unknown(): InvalidInputError {
  return new InvalidInputError(
    "HIDING_UNKNOWN",
    "What is to be hidden is none of the things to choose from.",
    {},
  );
}
