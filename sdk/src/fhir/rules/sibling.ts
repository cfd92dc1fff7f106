import { describeJson, JsonArray, JsonObject } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";
import type { ElementRule } from "../schema/Schema.ts";
import { isList, isSingle, validateElements } from "./element.ts";
import type { Member } from "./element.ts";
import type { Validation } from "./Validation.ts";

/**
 * Checks `_birthDate`, which holds id and extensions of `birthDate`; for a list, an array as long as the list, with null
 * where there is nothing to say (R4 §2.6.2.3).
 */
export function validateSibling(validation: Validation, member: Member, rule: ElementRule): void {
  const { owner, index, key, value } = member;
  if (rule.max === 1) {
    if (isSingle(validation, member, rule)) validateItem(validation, value, rule.step, owner, index);
    return;
  }
  if (!isList(validation, member, rule) || !(value instanceof JsonArray)) return;
  const main = owner.get(rule.jsonName);
  if (main instanceof JsonArray && main.items.length !== value.items.length) {
    const message = `${rule.jsonName} and ${key} must have the same number of items`;
    validation.report({
      rule: "sibling-length",
      step: rule.step,
      message,
      hint: "Fill the gaps with null.",
      owner,
      index,
    });
  }
  value.items.forEach((item, at) => {
    const step = `${rule.step}[${at}]`;
    if (item !== null) validateItem(validation, item, step, value, at);
    else if (!(main instanceof JsonArray)) {
      const message = "has neither value nor extension";
      validation.report({
        rule: "empty-item",
        step,
        message,
        hint: "Remove this null.",
        owner: value,
        index: at,
      });
    }
  });
}

function validateItem(
  validation: Validation,
  item: JsonValue,
  step: string,
  owner: JsonObject | JsonArray,
  index: number,
): void {
  const element = validation.schema.type("Element");
  if (element === undefined) throw new Error("The schema has no type Element");
  if (item instanceof JsonObject) {
    return validation.within(step, owner, index, () => validateElements(validation, item, element));
  }
  const message = `must be an object with id or extension, not ${describeJson(item)}`;
  validation.report({
    rule: "object-required",
    step,
    message,
    hint: "Write the value itself without the _.",
    owner,
    index,
  });
}
