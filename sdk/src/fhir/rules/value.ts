import { describeJson, JsonObject } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";
import type { ElementRule } from "../schema/Schema.ts";
import { checkCodeableConcept, checkCode } from "./codes.ts";
import { validateElements } from "./element.ts";
import { narrativeFault } from "./narrative.ts";
import { primitiveFault } from "./primitives.ts";
import { validateReference } from "./reference.ts";
import { validateResource } from "./resource.ts";
import type { Validation } from "./Validation.ts";

/** R4 §2.24.0.1: strings shall not exceed 1 MB. Longer ones are told, not refused: nothing is gained by losing the record. */
const MAX_STRING_LENGTH = 1_048_576;

/** Checks one value (an item of a list, or the only one) against its element's rule. */
export function validateValue(validation: Validation, value: JsonValue, rule: ElementRule): void {
  const before = validation.problems.length;
  if (rule.primitive) validatePrimitive(validation, value, rule);
  else validateComplex(validation, value, rule);
  // An invariant over broken content would only repeat the problem in other words.
  if (rule.invariants.length > 0 && validation.problems.length === before) {
    validation.invariants.check(validation, rule.invariants, { type: rule.type, value });
  }
}

function validatePrimitive(validation: Validation, value: JsonValue, rule: ElementRule): void {
  const fault = primitiveFault(rule.type, value);
  if (fault !== undefined) return validation.report({ rule: `type-${rule.type}`, ...fault });
  if (typeof value !== "string") return;
  if (rule.type === "xhtml") {
    checkNarrative(validation, value);
  } else if (rule.type === "uri" || rule.type === "url" || rule.type === "canonical") {
    if (value.startsWith("#")) validation.scope?.localTargets.add(value.slice(1));
  } else if (rule.codes !== undefined) {
    checkCode(validation, value, rule.codes);
  } else if (value.length > MAX_STRING_LENGTH && (rule.type === "string" || rule.type === "markdown")) {
    validation.warnings.add({
      rule: "long-string",
      path: validation.path,
      message: "is longer than the 1 MB that R4 allows for text; some systems may refuse it",
    });
  }
}

/** An empty narrative (txt-2) is told, not refused: some of the official examples have one, and nothing is lost. */
function checkNarrative(validation: Validation, html: string): void {
  const fault = narrativeFault(html);
  if (fault?.rule === "txt-2")
    validation.warnings.add({ rule: fault.rule, path: validation.path, message: fault.message });
  else if (fault !== undefined) validation.report({ ...fault });
}

function validateComplex(validation: Validation, value: JsonValue, rule: ElementRule): void {
  if (!(value instanceof JsonObject)) {
    return validation.report({
      rule: "object-required",
      message: `must be an object (type ${rule.type}), not ${describeJson(value)}`,
      hint: `Write the elements of ${rule.type} in braces { }.`,
    });
  }
  if (rule.type === "Resource" || validation.schema.resources.has(rule.type))
    return validateResource(validation, value);
  const rules = validation.schema.type(rule.type);
  if (rules === undefined) throw new Error(`The schema has no type ${rule.type}`);
  const before = validation.problems.length;
  validateElements(validation, value, rules);
  if (rule.type === "Extension") checkExtension(validation, value);
  if (rule.type === "Reference") validateReference(validation, value, rule);
  if (rule.codes !== undefined) checkCodeableConcept(validation, value, rule.codes);
  if (rules.invariants.length > 0 && validation.problems.length === before) {
    validation.invariants.check(validation, rules.invariants, { type: rule.type, value });
  }
}

/** ext-1: an extension has either a value or extensions of its own. */
function checkExtension(validation: Validation, value: JsonObject): void {
  const hasValue = value.keys.some((key) => /^_?value[A-Z]/.test(key));
  if (hasValue !== value.has("extension")) return;
  validation.report({
    rule: "ext-1",
    message: hasValue ? "has both a value and extensions" : "has neither a value nor extensions",
    hint: "Give an extension one of the two.",
  });
}
