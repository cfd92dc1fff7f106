import { describeJson, JsonArray, JsonObject } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";
import type { ElementRule, TypeRules } from "../schema/Schema.ts";
import { nearestName } from "./nearestName.ts";
import { validateSibling } from "./sibling.ts";
import { validateValue } from "./value.ts";
import type { Validation } from "./Validation.ts";

const NAME = /^[A-Za-z_][\w-]{0,63}$/;
/** With more types than this to choose from, the hint does not list them. */
const LISTED_TYPES = 6;

/** A JSON member: its object, its index there, and its value. */
export interface Member {
  readonly owner: JsonObject;
  readonly index: number;
  readonly key: string;
  readonly value: JsonValue;
}

/**
 * Checks the members of an object against its type: known names, JSON shape, cardinality, one type per choice, and each
 * value. `skip` names a member that the caller checks itself.
 */
export function validateElements(
  validation: Validation,
  node: JsonObject,
  rules: TypeRules,
  options: { isResource?: boolean; skip?: string | undefined } = {},
): void {
  if (node.keys.length === 0) {
    const message = "is an empty object";
    return validation.report({ rule: "empty-object", message, hint: "Leave the element out instead." });
  }
  node.keys.forEach((key, index) => {
    if (key === options.skip || (options.isResource === true && key === "resourceType")) return;
    const member: Member = { owner: node, index, key, value: node.values[index] ?? null };
    const rule = rules.byJsonName.get(key);
    const sibling =
      rule === undefined && key.startsWith("_") ? rules.byJsonName.get(key.slice(1)) : undefined;
    if (rule !== undefined) validateMember(validation, member, rule);
    else if (sibling !== undefined && mayHaveSibling(sibling)) validateSibling(validation, member, sibling);
    else reportUnknown(validation, member, rules);
  });
  for (const group of rules.required) requireOne(validation, node, group);
  for (const group of rules.choices) allowOne(validation, node, group);
}

function validateMember(validation: Validation, member: Member, rule: ElementRule): void {
  const { owner, index, value } = member;
  if (rule.max === 0) {
    const message = "may not be given here";
    validation.report({
      rule: "not-allowed",
      step: rule.step,
      message,
      hint: "Remove this element.",
      owner,
      index,
    });
  } else if (rule.max === 1) {
    if (isSingle(validation, member, rule)) {
      validation.within(rule.step, owner, index, () => validateValue(validation, value, rule));
    }
  } else if (isList(validation, member, rule) && value instanceof JsonArray) {
    value.items.forEach((item, at) => {
      if (item === null && rule.primitive && hasSiblingAt(owner, rule, at)) return;
      validation.within(`${rule.step}[${at}]`, value, at, () => validateValue(validation, item, rule));
    });
  }
}

/** Whether the member is one value, as its element demands; else a problem is noted. */
export function isSingle(
  validation: Validation,
  { owner, index, value }: Member,
  rule: ElementRule,
): boolean {
  if (!(value instanceof JsonArray)) return true;
  const message = "must be one value, not an array";
  const hint = "Remove the brackets; only one is allowed.";
  validation.report({ rule: "array-not-allowed", step: rule.step, message, hint, owner, index });
  return false;
}

/** Whether the member is an array of the right length, as its element demands; else a problem is noted. */
export function isList(validation: Validation, { owner, index, value }: Member, rule: ElementRule): boolean {
  const fail = (name: string, message: string, hint: string): false => {
    validation.report({ rule: name, step: rule.step, message, hint, owner, index });
    return false;
  };
  if (!(value instanceof JsonArray)) {
    return fail(
      "array-required",
      `must be an array, not ${describeJson(value)}`,
      "Put the value in brackets [ ].",
    );
  }
  if (value.items.length === 0)
    return fail("empty-array", "is an empty array", "Leave the element out instead.");
  if (rule.max > 0 && value.items.length > rule.max) {
    return fail("too-many", `may be given ${rule.max} times at most`, "Remove the surplus.");
  }
  return true;
}

/** `null` in a list of primitives says: look at the same place of the `_` member (R4 §2.6.2.3). */
function hasSiblingAt(owner: JsonObject, rule: ElementRule, index: number): boolean {
  return owner.items(`_${rule.jsonName}`)[index] instanceof JsonObject;
}

/** Ids of elements are attributes in XML and cannot have extensions; other primitives can. */
function mayHaveSibling({ primitive, max, type }: ElementRule): boolean {
  return primitive && max !== 0 && type !== "elementId";
}

function requireOne(validation: Validation, node: JsonObject, group: readonly ElementRule[]): void {
  const [first] = group;
  const isThere = ({ jsonName, primitive }: ElementRule): boolean =>
    node.has(jsonName) || (primitive && node.has(`_${jsonName}`));
  if (first === undefined || group.some(isThere)) return;
  const names =
    group.length > LISTED_TYPES
      ? `${first.definedName} with its type`
      : group.map((rule) => rule.jsonName).join(" or ");
  const message = "is required and missing";
  validation.report({ rule: "required-missing", step: first.name, message, hint: `Add ${names}.` });
}

function allowOne(validation: Validation, node: JsonObject, group: readonly ElementRule[]): void {
  const used = group.filter(({ jsonName }) => node.has(jsonName) || node.has(`_${jsonName}`));
  const [first, second] = used;
  if (first === undefined || second === undefined) return;
  const index = Math.max(node.keys.indexOf(second.jsonName), node.keys.indexOf(`_${second.jsonName}`));
  const message = `may have one type only, but ${first.jsonName} and ${second.jsonName} are given`;
  validation.report({
    rule: "one-type-only",
    step: first.name,
    message,
    hint: "Keep one of them.",
    owner: node,
    index,
  });
}

function reportUnknown(validation: Validation, { owner, index, key }: Member, rules: TypeRules): void {
  const near = nearestName(key, rules.byJsonName.keys());
  const hint =
    near === undefined
      ? `${rules.name} has no such element in R4: remove it, or use an extension.`
      : `Did you mean ${near}?`;
  // A name that is no name at all could carry anything, so it is not repeated.
  const step = NAME.test(key) ? key : "(not a name)";
  validation.report({
    rule: "unknown-element",
    step,
    message: "is not an element of this type",
    hint,
    owner,
    index,
  });
}
