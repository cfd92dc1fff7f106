import { JsonArray, JsonNumber, JsonObject } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";
import type { Schema, TypeRules } from "../schema/Schema.ts";

/** One member of a FHIRPath collection: a FHIR element with its type, or a value an expression made (`System.*`). */
export interface Item {
  readonly type: string;
  /** Undefined for a primitive that has only extensions. */
  readonly value: JsonValue | undefined;
  /** Id and extensions of a primitive. */
  readonly element?: JsonObject | undefined;
}

export const boolean = (value: boolean): Item => ({ type: "System.Boolean", value });
export const integer = (value: number): Item => ({ type: "System.Integer", value });
export const string = (value: string): Item => ({ type: "System.String", value });

/** The elements of that name below an item; for a choice, whichever type it has. */
export function childrenNamed(schema: Schema, item: Item, name: string): Item[] {
  const { value, element } = item;
  if (!(value instanceof JsonObject)) {
    if (name !== "extension" || element === undefined) return [];
    return element.objects("extension").map((extension) => ({ type: "Extension", value: extension }));
  }
  const rules = rulesOf(schema, item, value);
  return (rules?.byName.get(name) ?? []).flatMap(({ jsonName, type }) => itemsOf(value, jsonName, type));
}

/** All elements below an item. */
export function children(schema: Schema, item: Item): Item[] {
  const { value, element } = item;
  if (!(value instanceof JsonObject))
    return element === undefined ? [] : childrenNamed(schema, item, "extension");
  const rules = rulesOf(schema, item, value);
  return [...(rules?.byJsonName.values() ?? [])].flatMap(({ jsonName, type }) =>
    itemsOf(value, jsonName, type),
  );
}

/** All elements below an item, at any depth. */
export function descendants(schema: Schema, item: Item): Item[] {
  const found = children(schema, item);
  // The list grows while it is read, so that no level is copied into the next: code lists have millions of elements.
  for (const each of found) for (const child of children(schema, each)) found.push(child);
  return found;
}

/** The item's FHIR type: for an element that holds any resource, that resource's own. */
export function typeOf(item: Item): string {
  if (item.type !== "Resource" || !(item.value instanceof JsonObject)) return item.type;
  return item.value.string("resourceType") ?? item.type;
}

/** A primitive's value as text, with the digits it was written with; undefined for anything else. */
export function textOf({ value }: Item): string | undefined {
  if (value === undefined || value === null || value instanceof JsonObject || value instanceof JsonArray)
    return undefined;
  return value instanceof JsonNumber ? value.text : String(value);
}

/** A number's value; undefined for anything else. */
export function numberOf({ value }: Item): number | undefined {
  if (value instanceof JsonNumber) return Number(value.text);
  return typeof value === "number" ? value : undefined;
}

function rulesOf(schema: Schema, item: Item, value: JsonObject): TypeRules | undefined {
  return schema.type(typeOf({ type: item.type, value }));
}

function itemsOf(node: JsonObject, jsonName: string, type: string): Item[] {
  const value = node.get(jsonName);
  const sibling = node.get(`_${jsonName}`);
  if (value === undefined && sibling === undefined) return [];
  if (!(value instanceof JsonArray) && !(sibling instanceof JsonArray))
    return [primitiveOrObject(type, value, sibling)];
  const values = value instanceof JsonArray ? value.items : [];
  const siblings = sibling instanceof JsonArray ? sibling.items : [];
  return Array.from({ length: Math.max(values.length, siblings.length) }, (_, index) =>
    primitiveOrObject(type, values[index], siblings[index]),
  );
}

function primitiveOrObject(type: string, value: JsonValue | undefined, sibling: JsonValue | undefined): Item {
  return { type, value: value ?? undefined, element: sibling instanceof JsonObject ? sibling : undefined };
}
