import type { ElementEntry, SchemaFile, TypeEntry } from "../../src/fhir/schema/types.ts";
import { definitionsSource, readDefinitions } from "./definitions.ts";
import type { Constraint, ElementDefinition, StructureDefinition } from "./definitions.ts";
import { encodeTypes } from "./encode-types.ts";
import { expandValueSets } from "./expand-value-sets.ts";

/** In the package, but of R4B: a file of R4 4.0.1 cannot hold them. */
const NOT_R4 = new Set(["SubscriptionStatus"]);

/**
 * Invariants that the validator checks in code: they hold for every element or reference (ele-1, ext-1, ref-1), need
 * markup (txt-*), span a whole resource with its contained ones (dom-*) or a Bundle that is read entry by entry (bdl-*).
 */
const CHECKED_IN_CODE = /^(?:ele-1|ext-1|ref-1|txt-\d|dom-.*|bdl-.*)$/;

/** Builds the compact schema of base R4: element names, cardinality, types, required codes and invariants. */
export function buildSchema(): SchemaFile {
  const structures = readDefinitions(["profiles-types.json", "profiles-resources.json"])
    .filter((each) => each.resourceType === "StructureDefinition")
    .filter((each) => ["complex-type", "resource"].includes(each.kind) && !NOT_R4.has(each.name));
  const types: Record<string, TypeEntry> = {};
  const invariants: Record<string, readonly [string, string, string]> = {};
  const bound = new Set<string>();
  for (const structure of structures) addStructure(structure, types, invariants, bound);
  dropInherited(types);
  const valueSets = expandValueSets(bound);
  for (const type of Object.values(types))
    type.e.forEach((element) => dropUnknownBinding(element, valueSets));
  return {
    format: "medlattice/fhir-schema/v1",
    fhirVersion: "4.0.1",
    source: definitionsSource(),
    resources: structures
      .filter((each) => each.kind === "resource" && !each.abstract)
      .map((each) => each.name)
      .sort(),
    types,
    valueSets,
    invariants,
  };
}

function addStructure(
  structure: StructureDefinition,
  types: Record<string, TypeEntry>,
  invariants: Record<string, readonly [string, string, string]>,
  bound: Set<string>,
): void {
  const [root, ...elements] = structure.snapshot.element;
  if (root === undefined) throw new Error(`${structure.name} has no elements`);
  const rename = (path: string): string => path.replace(/^[^.]+/, structure.name);
  types[structure.name] = typeEntry(structure.baseDefinition?.split("/").at(-1), keep(root, invariants));
  for (const element of elements) {
    const path = rename(element.path);
    const dot = path.lastIndexOf(".");
    const inline = elements.some((other) => other.path.startsWith(`${element.path}.`));
    if (inline) types[path] = typeEntry(element.type?.[0]?.code, keep(element, invariants));
    const binding = requiredBinding(element);
    if (binding !== undefined) bound.add(binding);
    const constraints = inline ? [] : keep(element, invariants);
    const entry: ElementEntry = [
      path.slice(dot + 1),
      element.min,
      element.max === "*" ? -1 : Number(element.max),
      inline ? `.${path}` : encodeTypes(element, rename),
    ];
    if (binding !== undefined || constraints.length > 0) entry.push(binding ?? "");
    if (constraints.length > 0) entry.push(constraints);
    types[path.slice(0, dot)]?.e.push(entry);
  }
}

function typeEntry(parent: string | undefined, constraints: string[]): TypeEntry {
  return {
    ...(parent === undefined ? {} : { p: parent }),
    e: [],
    ...(constraints.length > 0 ? { c: constraints } : {}),
  };
}

/** Registers the element's own invariants and returns their names (a key may stand for two expressions, as inv-1 does). */
function keep(
  element: ElementDefinition,
  invariants: Record<string, readonly [string, string, string]>,
): string[] {
  return (element.constraint ?? []).flatMap((constraint) => {
    if (CHECKED_IN_CODE.test(constraint.key) || constraint.expression === undefined) return [];
    return [registerInvariant(constraint, constraint.expression, invariants)];
  });
}

function registerInvariant(
  { key, severity, human }: Constraint,
  expression: string,
  invariants: Record<string, readonly [string, string, string]>,
): string {
  const same = Object.entries(invariants).find(
    ([name, [, known]]) => name.split("~")[0] === key && known === expression,
  );
  if (same !== undefined) return same[0];
  const twins = Object.keys(invariants).filter((name) => name.split("~")[0] === key).length;
  const name = twins === 0 ? key : `${key}~${twins}`;
  invariants[name] = [severity === "error" ? "e" : "w", expression, human];
  return name;
}

function requiredBinding(element: ElementDefinition): string | undefined {
  if (element.binding?.strength !== "required") return undefined;
  return element.binding.valueSet?.split("|")[0];
}

/** An element that a type takes over unchanged from its parent is left to the parent. */
function dropInherited(types: Record<string, TypeEntry>): void {
  const inherited = (name: string | undefined, element: string): ElementEntry | undefined => {
    const type = name === undefined ? undefined : types[name];
    return (
      type?.e.find(([each]) => each === element) ??
      (type === undefined ? undefined : inherited(type.p, element))
    );
  };
  const full = structuredClone(types);
  for (const [name, type] of Object.entries(types)) {
    const original = full[name]?.e ?? [];
    type.e = original.filter(
      (entry) => JSON.stringify(inherited(type.p, entry[0])) !== JSON.stringify(entry),
    );
  }
}

/** A set that cannot be listed (MIME types, all of LOINC) binds nothing here. */
function dropUnknownBinding(element: ElementEntry, valueSets: SchemaFile["valueSets"]): void {
  const binding = element[4];
  if (binding === undefined || binding === "" || valueSets[binding] !== undefined) return;
  if (element.length === 5) element.pop();
  else element[4] = "";
}
