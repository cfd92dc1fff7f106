/** `[name, min, max (-1: no limit), types, value set URL or "", names of invariants]`; types as written by `encodeTypes`. */
export type ElementEntry = [
  name: string,
  min: number,
  max: number,
  types: string,
  valueSet?: string,
  invariants?: readonly string[],
];

/** One type or inline element: parent, own elements, own invariants. */
export interface TypeEntry {
  p?: string;
  e: ElementEntry[];
  c?: readonly string[];
}

/** Codes of a value set under the URL of their code system. */
export type CodesBySystem = Readonly<Record<string, readonly string[]>>;

/** The generated file `r4.json`: what structural validation needs to know of FHIR R4 4.0.1. */
export interface SchemaFile {
  format: "medlattice/fhir-schema/v1";
  fhirVersion: string;
  /** Package and version the file is generated from. */
  source: string;
  /** Names of the resources that may be instantiated. */
  resources: readonly string[];
  types: Readonly<Record<string, TypeEntry>>;
  valueSets: Readonly<Record<string, CodesBySystem>>;
  /** `[e(rror) or w(arning), FHIRPath, the rule in words]` under the key of the invariant. */
  invariants: Readonly<Record<string, readonly [severity: string, expression: string, human: string]>>;
}
