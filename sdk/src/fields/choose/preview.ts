import type { FieldDocument, HiddenFields } from "../types.ts";
import { codingsOf, referencesOf } from "./mentions.ts";
import { HIDING_TOPICS, type HidingTopic } from "./topics.ts";
import { chooseFields } from "./choose.ts";
import { type FieldUnit, type ResourceUnits, unitsOf } from "./units.ts";

/** A field as people see it. */
export interface FieldLabel {
  /** For `fieldKey`. */
  readonly locator: string;
  /** `Condition` */
  readonly type: string;
  /** `code`; null for the whole resource. */
  readonly element: string | null;
  /** What the resource calls itself: the display of its code. */
  readonly title: string | null;
}

/** Something that stays readable and says what was to be hidden. */
export interface Remaining extends FieldLabel {
  readonly why: "same-code" | "same-words" | "refers-to";
}

export interface HidingPreview {
  readonly hidden: readonly FieldLabel[];
  readonly remaining: readonly Remaining[];
}

/** Shorter ones stand in too many texts by chance. */
const TELLING_LENGTH = 5;

/** What a choice hides, and what stays that mentions the same. */
export function previewHiding(document: FieldDocument, choice: HiddenFields): HidingPreview {
  const resources = unitsOf(document);
  const positions = new Set(choice.positions);
  const paths = new Set(choice.parts.map(({ position, path }) => `${position}${path}`));
  const isHidden = ({ position, path }: FieldUnit): boolean =>
    positions.has(position) || (path !== null && paths.has(`${position}${path}`));
  const isGone = (resource: ResourceUnits): boolean =>
    resource.positions.every((position) => positions.has(position));
  const hidden: FieldLabel[] = [];
  const gone = new Set<string>();
  const codes = new Set<string>();
  const words = new Set<string>();
  for (const resource of resources) {
    const title = titleOf(resource);
    if (isGone(resource)) {
      gone.add(resource.base);
      if (resource.name !== null) gone.add(resource.name);
      hidden.push({ locator: resource.base, type: resource.type, element: null, title });
    }
    for (const unit of resource.units.filter(isHidden)) {
      const { codings, texts } = codingsOf(unit.value());
      for (const { system, code, display } of codings) {
        if (system !== "" && TELLING_SYSTEM.test(system)) codes.add(`${system} ${code}`);
        if (TELLING_SYSTEM.test(system) && display.length >= TELLING_LENGTH) words.add(display.toLowerCase());
      }
      if (unit.name === "code")
        for (const text of texts) if (text.length >= TELLING_LENGTH) words.add(text.toLowerCase());
      if (!gone.has(resource.base)) hidden.push(labelOf(resource, unit, title));
    }
  }
  const remaining: Remaining[] = [];
  for (const resource of resources) {
    const title = titleOf(resource);
    for (const unit of resource.units.filter((each) => !isHidden(each))) {
      const value = unit.value();
      const why = whyTelling(value, { codes, words, gone });
      if (why !== null) remaining.push({ ...labelOf(resource, unit, title), why });
    }
  }
  return { hidden, remaining };
}

/** Systems whose codes say what somebody has or was given; others are of status and kind and stand everywhere. */
const TELLING_SYSTEM = /snomed|loinc|icd|rxnorm|cvx|atc|2\.16\.840\.1\.113883\.6\./i;

function whyTelling(
  value: unknown,
  { codes, words, gone }: Readonly<Record<"codes" | "words" | "gone", ReadonlySet<string>>>,
): Remaining["why"] | null {
  if (codingsOf(value).codings.some(({ system, code }) => codes.has(`${system} ${code}`))) return "same-code";
  if (referencesOf(value).some((reference) => gone.has(reference))) return "refers-to";
  if (words.size === 0) return null;
  const text = JSON.stringify(value)?.toLowerCase() ?? "";
  for (const word of words) if (text.includes(word)) return "same-words";
  return null;
}

function labelOf({ type }: ResourceUnits, { locator, name }: FieldUnit, title: string | null): FieldLabel {
  return { locator, type, element: name, title };
}

function titleOf({ units }: ResourceUnits): string | null {
  for (const name of ["code", "medicationCodeableConcept", "vaccineCode", "type"]) {
    const unit = units.find((each) => each.name === name);
    if (unit === undefined) continue;
    const { codings, texts } = codingsOf(unit.value());
    const title = codings.find(({ display }) => display !== "")?.display ?? texts[0];
    if (title !== undefined) return title;
  }
  return null;
}

export interface HidingChoices {
  /** Topics of which the record has something, and in how many resources. */
  readonly topics: readonly (HidingTopic & { readonly count: number })[];
  /** Types of resources in it. */
  readonly kinds: readonly { readonly type: string; readonly count: number }[];
  /** Single resources and elements, for those who want to choose exactly. */
  readonly fields: readonly FieldLabel[];
}

/** All that can be chosen of a record. */
export function hidingChoices(document: FieldDocument): HidingChoices {
  const resources = unitsOf(document);
  const baseAt = new Map(
    resources.flatMap(({ base, positions }) => positions.map((position) => [position, base])),
  );
  const topics = HIDING_TOPICS.map((topic) => {
    const { positions, parts } = chooseFields(document, [topic.key]);
    const touched = [...positions, ...parts.map(({ position }) => position)];
    return { ...topic, count: new Set(touched.map((position) => baseAt.get(position))).size };
  }).filter(({ count }) => count > 0);
  const kinds = [...Map.groupBy(resources, ({ type }) => type)].map(([type, each]) => ({
    type,
    count: each.length,
  }));
  const fields = resources.flatMap((resource) => {
    const title = titleOf(resource);
    const whole: FieldLabel = { locator: resource.base, type: resource.type, element: null, title };
    return [whole, ...resource.units.map((unit) => labelOf(resource, unit, title))];
  });
  return { topics, kinds, fields };
}
