/**
 * JSON as it stands in a file: numbers keep their digits (`1.00` is not `1.0` in FHIR) and members keep their order.
 * Containers know where they begin, as an index into the text; the reader finds their members' places from there when a
 * problem must be shown, so that a file of millions of values does not need a place for each.
 */
export type JsonValue = string | number | boolean | null | JsonNumber | JsonArray | JsonObject;

/** A number whose digits say more than its value: a decimal, an exponent, or beyond 15 digits. Other integers are plain numbers. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class JsonArray {
  readonly start: number;
  readonly items: readonly JsonValue[];
  constructor(start: number, items: readonly JsonValue[]) {
    this.start = start;
    this.items = items;
  }
}

export class JsonObject {
  readonly start: number;
  readonly keys: readonly string[];
  readonly values: readonly JsonValue[];
  constructor(start: number, keys: readonly string[], values: readonly JsonValue[]) {
    this.start = start;
    this.keys = keys;
    this.values = values;
  }

  get(key: string): JsonValue | undefined {
    const index = this.keys.indexOf(key);
    return index < 0 ? undefined : this.values[index];
  }

  has(key: string): boolean {
    return this.keys.includes(key);
  }

  /** The member if it is a string. */
  string(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === "string" ? value : undefined;
  }

  /** The member if it is an object. */
  object(key: string): JsonObject | undefined {
    const value = this.get(key);
    return value instanceof JsonObject ? value : undefined;
  }

  /** The member's items if it is an array, else none. */
  items(key: string): readonly JsonValue[] {
    const value = this.get(key);
    return value instanceof JsonArray ? value.items : [];
  }

  /** The member's items that are objects. */
  objects(key: string): JsonObject[] {
    return this.items(key).filter((item) => item instanceof JsonObject);
  }
}

/** The JSON type of a value in words, for messages. */
export function describeJson(value: JsonValue): string {
  if (value === null) return "null";
  if (value instanceof JsonArray) return "an array";
  if (value instanceof JsonObject) return "an object";
  if (typeof value === "number" || value instanceof JsonNumber) return "a number";
  return typeof value === "string" ? "a string" : "a boolean";
}
