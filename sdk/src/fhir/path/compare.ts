import { numberOf, textOf } from "./items.ts";
import type { Item } from "./items.ts";
import { JsonObject } from "../json/nodes.ts";

const DATE_TYPES = new Set(["date", "dateTime", "instant"]);

/** Whether two items are equal, members of objects in any order. */
export function isEqual(left: Item, right: Item): boolean {
  if (left.value instanceof JsonObject && right.value instanceof JsonObject)
    return sameObject(left.value, right.value);
  const numbers = [numberOf(left), numberOf(right)];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] === numbers[1];
  const text = textOf(left);
  return text !== undefined && text === textOf(right) && typeof left.value === typeof right.value;
}

function sameObject(left: JsonObject, right: JsonObject): boolean {
  if (left.keys.length !== right.keys.length) return false;
  return left.keys.every((key, index) => {
    const a = left.values[index];
    const b = right.get(key);
    return a !== undefined && b !== undefined && isEqual({ type: "", value: a }, { type: "", value: b });
  });
}

/** Negative, zero or positive; undefined when it cannot be said: other units, other precision, other types. */
export function compare(left: Item, right: Item): number | undefined {
  const numbers = [numberOf(left), numberOf(right)];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1];
  if (left.value instanceof JsonObject && right.value instanceof JsonObject) {
    return compareQuantities(left.value, right.value);
  }
  const [a, b] = [textOf(left), textOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (DATE_TYPES.has(left.type) && DATE_TYPES.has(right.type)) return compareDates(a, b);
  return a < b ? -1 : Number(a > b);
}

function compareQuantities(left: JsonObject, right: JsonObject): number | undefined {
  const same = ["system", "code", "unit"].every((key) => left.string(key) === right.string(key));
  const [a, b] = [left.get("value"), right.get("value")];
  if (!same || a === undefined || b === undefined) return undefined;
  return compare({ type: "decimal", value: a }, { type: "decimal", value: b });
}

/** Moments compare as moments; a date and a moment only where their common part differs by more than any time zone can. */
function compareDates(a: string, b: string): number | undefined {
  if (a.includes("T") && b.includes("T")) return Date.parse(leapless(a)) - Date.parse(leapless(b));
  const length = Math.min(a.length, b.length, 10);
  const [left, right] = [a.slice(0, length), b.slice(0, length)];
  if (a.length === b.length || left === right)
    return a.length === b.length ? (a < b ? -1 : Number(a > b)) : undefined;
  const apart = Math.abs(Date.parse(left) - Date.parse(right));
  return apart > 86_400_000 ? (left < right ? -1 : 1) : undefined;
}

/** ECMAScript knows no second 60. */
function leapless(moment: string): string {
  return moment.replace(/:60(?=[.Z+-])/, ":59");
}
