import type { JsonObject } from "../json/nodes.ts";
import type { BoundCodes } from "../schema/Schema.ts";
import { nearestName } from "./nearestName.ts";
import type { Validation } from "./Validation.ts";

/** A required set this small is listed in the hint. */
const LISTED = 24;

/** A `code` with a required binding must be one of the set (R4 §4.1.5). The code itself is content and is not repeated. */
export function checkCode(validation: Validation, code: string, allowed: BoundCodes): void {
  if (allowed.codes.has(code)) return;
  const near = nearestName(code, allowed.codes);
  validation.report({
    rule: "code-not-allowed",
    message: `has a code that is not in the required value set ${allowed.url}`,
    hint: near === undefined ? listing(allowed) : `Did you mean ${near}? ${listing(allowed)}`,
  });
}

/** A CodeableConcept with a required binding must have one coding of the set; others may stand beside it. */
export function checkCodeableConcept(validation: Validation, concept: JsonObject, allowed: BoundCodes): void {
  const codings = concept.objects("coding");
  if (codings.some((coding) => allowed.codings.has(`${coding.string("system")}|${coding.string("code")}`)))
    return;
  // Without a coding, an extension may say why there is none (data-absent-reason).
  if (codings.length === 0 && concept.has("extension")) return;
  validation.report({
    rule: "code-not-allowed",
    message: `has no coding of the required value set ${allowed.url}`,
    hint: `Give system and code. ${listing(allowed)}`,
  });
}

function listing({ codes }: BoundCodes): string {
  return codes.size <= LISTED ? `Allowed: ${[...codes].join(", ")}.` : `The set has ${codes.size} codes.`;
}
