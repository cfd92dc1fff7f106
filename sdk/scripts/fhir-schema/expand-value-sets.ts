import type { CodesBySystem } from "../../src/fhir/schema/types.ts";
import { readDefinitions } from "./definitions.ts";
import type { CodeSystem, Concept, ValueSet } from "./definitions.ts";

/**
 * Lists the codes of each value set by its systems. A set that is not a plain list (filters, other sets, code systems
 * that live elsewhere) is left out: nothing can be said about its codes without a terminology server.
 */
export function expandValueSets(urls: ReadonlySet<string>): Record<string, CodesBySystem> {
  const definitions = readDefinitions(["valuesets.json", "v3-codesystems.json", "v2-tables.json"]);
  const sets = new Map<string, ValueSet>();
  const systems = new Map<string, CodeSystem>();
  for (const each of definitions) {
    if (each.resourceType === "ValueSet") sets.set(each.url, each);
    if (each.resourceType === "CodeSystem") systems.set(each.url, each);
  }
  const expanded: Record<string, CodesBySystem> = {};
  for (const url of [...urls].sort()) {
    const codes = expand(sets.get(url), systems);
    if (codes !== undefined) expanded[url] = codes;
  }
  return expanded;
}

function expand(
  set: ValueSet | undefined,
  systems: ReadonlyMap<string, CodeSystem>,
): CodesBySystem | undefined {
  const compose = set?.compose;
  if (compose === undefined || compose.exclude !== undefined) return undefined;
  const codes: Record<string, string[]> = {};
  for (const { system, concept, filter, valueSet } of compose.include) {
    if (system === undefined || filter !== undefined || valueSet !== undefined) return undefined;
    const listed = concept?.map(({ code }) => code) ?? allCodes(systems.get(system));
    if (listed === undefined) return undefined;
    codes[system] = [...(codes[system] ?? []), ...listed];
  }
  return codes;
}

function allCodes(system: CodeSystem | undefined): string[] | undefined {
  if (system === undefined || system.content !== "complete" || system.concept === undefined) return undefined;
  const flatten = (concepts: readonly Concept[]): string[] =>
    concepts.flatMap(({ code, concept }) => [code, ...flatten(concept ?? [])]);
  return flatten(system.concept);
}
