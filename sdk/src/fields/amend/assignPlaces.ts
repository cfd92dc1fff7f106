import { equalBytes } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { MAX_SECTIONS } from "../constants.ts";
import { SHELL_LOCATOR } from "../cut/outline.ts";
import type {
  FieldDocument,
  FieldLayout,
  FieldPart,
  FieldSection,
  RemovedSection,
  ShownSection,
} from "../types.ts";
import { type ResourceSections, resourcesOf, textDigest } from "./resources.ts";

export interface AssignedPlaces extends Pick<FieldLayout, "removed" | "locators"> {
  /** Of the new content's sections, in the order of its text. */
  readonly positions: readonly number[];
  /** Positions where class, locator and text are as before. */
  readonly unchanged: readonly number[];
}

type Known = ShownSection | RemovedSection;

/** Finds the sections of an earlier version again in the next one. */
export function assignPlaces(previous: FieldDocument, next: FieldDocument): AssignedPlaces {
  const known = new Map(previous.sections.filter(isKnown).map((section) => [section.locator, section]));
  const bases = matchResources(previous, next, known);
  const taken = new Set<number>();
  const [positions, unchanged]: [number[], number[]] = [[], []];
  const locators: { position: number; locator: string }[] = [];
  let size = previous.sections.length;
  for (const { base, sections } of resourcesOf(next)) {
    for (const section of sections) {
      const locator = (bases.get(base) ?? base) + section.locator.slice(base.length);
      const before = known.get(locator);
      if (before !== undefined && (before.className !== section.className || taken.has(before.position)))
        throw clash();
      const position = before?.position ?? size++;
      if (position >= MAX_SECTIONS) throw tooMany();
      taken.add(position);
      positions.push(position);
      if (locator !== section.locator) locators.push({ position, locator });
      if (before?.kind === "shown" && isSame(before.parts, section.parts)) unchanged.push(position);
    }
  }
  const removed = [...known.values()]
    .filter(({ position }) => !taken.has(position))
    .map(({ position, className, locator }) => ({ position, className, locator }))
    .toSorted((a, b) => a.position - b.position);
  return { positions, unchanged, removed, locators };
}

const isKnown = (section: FieldSection): section is Known =>
  section.kind === "shown" || section.kind === "removed";

/** What each resource of the next version was called before, or is to be called where its name is taken. */
function matchResources(previous: FieldDocument, next: FieldDocument, known: ReadonlyMap<string, Known>) {
  const unnamed = resourcesOf(previous).filter(isUnnamed);
  const digests = new Map(unnamed.map((resource) => [resource, textDigest(resource)]));
  const used = new Set<ResourceSections>();
  const bases = new Map<string, string>();
  const resources = resourcesOf(next);
  const match = (resource: ResourceSections, isAlike: (candidate: ResourceSections) => boolean): void => {
    const found = unnamed.find((each) => each.type === resource.type && !used.has(each) && isAlike(each));
    if (found === undefined) return;
    used.add(found);
    bases.set(resource.base, found.base);
  };
  for (const resource of resources.filter(isUnnamed)) {
    const digest = textDigest(resource);
    match(resource, (candidate) => digests.get(candidate) === digest);
  }
  for (const resource of resources.filter(isUnnamed))
    if (!bases.has(resource.base)) match(resource, () => true);
  let fresh = 0;
  for (const { base, type, sections } of resources) {
    if (bases.has(base)) continue;
    const isTaken =
      isUnnamedBase(base) ||
      sections.some(({ locator, className }) => (known.get(locator)?.className ?? className) !== className);
    if (!isTaken || (base === SHELL_LOCATOR && type === "Bundle")) continue;
    while (known.has(`#+${fresh}`)) fresh++;
    bases.set(base, `#+${fresh++}`);
  }
  return bases;
}

const isUnnamedBase = (base: string): boolean => base.startsWith("#") && base !== SHELL_LOCATOR;
const isUnnamed = ({ base }: ResourceSections): boolean => isUnnamedBase(base);

function isSame(a: readonly FieldPart[], b: readonly FieldPart[]): boolean {
  return (
    a.length === b.length &&
    a.every((part, index) => {
      const other = b[index];
      if (other === undefined || "hash" in part || "hash" in other) return false;
      return part.path === other.path && equalBytes(part.text, other.text);
    })
  );
}

function clash(): InvalidInputError {
  return new InvalidInputError(
    "FIELDS_LOCATORS_CLASH",
    "Two fields of the new content have the name of one.",
    {
      hints: ["Give each entry its own fullUrl."],
    },
  );
}

function tooMany(): InvalidInputError {
  return new InvalidInputError("FIELDS_TOO_MANY", "The record has more fields than a tree has room for.");
}
