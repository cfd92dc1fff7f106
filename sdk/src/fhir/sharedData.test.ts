import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { InvalidFhirError } from "./errors.ts";
import { validateFhir } from "./validateFhir.ts";

const data = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
const absent = existsSync(data) ? false : "the shared data is not beside the project";

function filesOf(folder: string): string[] {
  return existsSync(data) ? readdirSync(data + folder).filter((name) => /\.(?:json|xml)$/.test(name)) : [];
}

/** What the standard's own test cases expect, by file. */
const EXPECTED: Readonly<Record<string, readonly [code: string, rule: string, path: string]>> = {
  "ai3.json": ["FHIR_NOT_R4", "unknown-element", "Patient.unknownElement"],
  "ai4.json": ["FHIR_NOT_R4", "type-date", "Patient.birthDate"],
  "attachment-with-invalid-binary.json": ["FHIR_NOT_R4", "type-base64Binary", "Media.content.data"],
  "bad-json-close-1.json": ["FHIR_NOT_JSON", "syntax", ""],
  "hakan-se.json": ["FHIR_NOT_R4", "required-missing", "MedicationRequest.medication"],
  "json-comma-bad-1.json": ["FHIR_NOT_JSON", "syntax", ""],
  "json-comments-1.json": ["FHIR_NOT_JSON", "comment", ""],
  "json-no-quotes-1.json": ["FHIR_NOT_JSON", "quotes", ""],
  "observation-decimal.xml": ["FHIR_UNSUPPORTED_FORMAT", "format", ""],
  "synthea.json": ["FHIR_NOT_R4", "array-required", "Encounter.reasonCode"],
  "xml-bad-entities.json": ["FHIR_NOT_R4", "txt-1", "Encounter.text.div"],
};

describe("published test data", { skip: absent }, () => {
  for (const folder of ["fhir-examples", "fhir-bundles"]) {
    it(`accepts all of ${folder}`, async () => {
      for (const name of filesOf(folder)) {
        const intake = await validateFhir({ bytes: readFileSync(`${data}${folder}/${name}`) });
        assert.ok(intake.resourceCount > 0, name);
        // Every reference of the synthetic histories resolves inside its Bundle.
        if (folder === "fhir-bundles") assert.deepEqual(intake.warnings, [], name);
      }
    });
  }

  it("has an expectation for every broken file", () => {
    assert.deepEqual(filesOf("fhir-negative").sort(), absent === false ? Object.keys(EXPECTED).sort() : []);
  });

  for (const [name, [code, rule, path]] of Object.entries(EXPECTED)) {
    it(`refuses ${name} for ${rule}`, async () => {
      const bytes = readFileSync(`${data}fhir-negative/${name}`);
      await assert.rejects(validateFhir({ bytes }), (error) => {
        assert.ok(error instanceof InvalidFhirError);
        assert.equal(error.code, code);
        assert.ok(error.problems.some((problem) => problem.rule === rule && problem.path === path));
        assert.ok(error.hints.every((hint) => hint.length > 10));
        return true;
      });
    });
  }

  it("keeps every digit of Observation-decimal where it shows one", async () => {
    const bytes = readFileSync(`${data}fhir-examples/Observation-decimal.json`);
    assert.equal((await validateFhir({ bytes })).resourceType, "Observation");
  });
});
