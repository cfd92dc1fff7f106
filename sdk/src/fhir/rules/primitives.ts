import { JsonNumber } from "../json/nodes.ts";
import type { JsonValue } from "../json/nodes.ts";

/** Why a value is not of its primitive type, and what to write. */
export interface PrimitiveFault {
  readonly message: string;
  readonly hint: string;
}

interface Primitive {
  /** Word for the JSON type. */
  readonly json: "a string" | "a number" | "true or false";
  readonly hint: string;
  readonly isValid: (value: string) => boolean;
}

const YEAR = "(?:[0-9](?:[0-9](?:[0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)";
const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12][0-9]|3[01])";
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?";
const ZONE = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))";
const HEX = "[0-9a-f]";

const DATE = new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY})?)?$`);
const DATE_TIME = new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY}(?:T${TIME}${ZONE})?)?)?$`);
const INSTANT = new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}${ZONE}$`);
const UUID = new RegExp(`^urn:uuid:${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`);
// White space is that of XML, as in the patterns of R4: a no-break space is a character like others.
const CODE = /^[^ \t\r\n]+(?:[ \t\r\n][^ \t\r\n]+)*$/;
const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;
const MAX_INTEGER = 2_147_483_647;
// The characters that R4 §2.24.0.1 forbids in text are the very ones this looks for.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);
const isText = (value: string): boolean => value !== "" && !CONTROL.test(value);
const isUri = (value: string): boolean => value !== "" && !/[ \t\r\n]/.test(value);
const isWhole = (minimum: number) => (value: string) =>
  INTEGER.test(value) &&
  Number(value) >= minimum &&
  Number(value) <= MAX_INTEGER &&
  !(minimum >= 0 && value === "-0");

const text = (hint: string): Primitive => ({ json: "a string", hint, isValid: isText });
const uri = (hint: string): Primitive => ({ json: "a string", hint, isValid: isUri });
const whole = (minimum: number, range: string): Primitive => ({
  json: "a number",
  hint: `Write a whole number ${range} without decimal point or exponent.`,
  isValid: isWhole(minimum),
});

/** R4's primitive types with the forms of R4 §2.24.0.1; days must exist, and base64 must decode. */
const PRIMITIVES: Readonly<Record<string, Primitive>> = {
  base64Binary: { json: "a string", hint: "Write base64 of RFC 4648 with its padding.", isValid: isBase64 },
  boolean: { json: "true or false", hint: "Write true or false without quotes.", isValid: () => true },
  canonical: uri("Write a URL without spaces."),
  code: {
    json: "a string",
    hint: "Write a code without spaces around it.",
    isValid: matches(CODE),
  },
  date: {
    json: "a string",
    hint: "Write YYYY, YYYY-MM or YYYY-MM-DD.",
    isValid: (value) => DATE.test(value) && dayExists(value),
  },
  dateTime: {
    json: "a string",
    hint: "Write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with Z or a time zone such as +01:00.",
    isValid: (value) => DATE_TIME.test(value) && dayExists(value),
  },
  decimal: {
    json: "a number",
    hint: "Write a number without quotes, within ±1.79e308.",
    isValid: (value) => Number.isFinite(Number(value)),
  },
  elementId: { json: "a string", hint: "Write an id without spaces.", isValid: isUri },
  id: {
    json: "a string",
    hint: "Use 1 to 64 letters, digits, hyphens and dots.",
    isValid: matches(/^[A-Za-z0-9\-.]{1,64}$/),
  },
  instant: {
    json: "a string",
    hint: "Write YYYY-MM-DDThh:mm:ss with Z or a time zone such as +01:00.",
    isValid: (value) => INSTANT.test(value) && dayExists(value),
  },
  integer: whole(-MAX_INTEGER - 1, "of 32 bits"),
  markdown: text("Write text that is not empty and has no control characters."),
  oid: {
    json: "a string",
    hint: "Write urn:oid: and numbers with dots.",
    isValid: matches(/^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/),
  },
  positiveInt: whole(1, "from 1 to 2147483647"),
  string: text("Write text that is not empty and has no control characters."),
  time: { json: "a string", hint: "Write hh:mm:ss.", isValid: matches(new RegExp(`^${TIME}$`)) },
  unsignedInt: whole(0, "from 0 to 2147483647"),
  uri: uri("Write a URI without spaces."),
  url: uri("Write a URL without spaces."),
  uuid: { json: "a string", hint: "Write urn:uuid: and the UUID in lower case.", isValid: matches(UUID) },
  xhtml: { json: "a string", hint: "Write a <div> of XHTML.", isValid: (value) => value !== "" },
};

export function isPrimitive(type: string): boolean {
  return Object.hasOwn(PRIMITIVES, type);
}

/** Checks JSON type and form of one primitive value. */
export function primitiveFault(type: string, value: JsonValue): PrimitiveFault | undefined {
  const primitive = PRIMITIVES[type];
  if (primitive === undefined) throw new Error(`${type} is not a primitive type`);
  const { json, hint, isValid } = primitive;
  if (jsonWord(value) !== json) return { message: `must be ${json} in JSON (type ${type})`, hint };
  if (isValid(digitsOrText(value))) return undefined;
  return {
    message: value === "" ? "is empty" : `is not a valid ${type}`,
    hint: value === "" ? "Leave the element out instead." : hint,
  };
}

function digitsOrText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function jsonWord(value: JsonValue): string {
  if (typeof value === "string") return "a string";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "number" || value instanceof JsonNumber ? "a number" : "";
}

/** The form allows 31 days in every month; the calendar does not. */
function dayExists(value: string): boolean {
  const [year, month, day] = value.slice(0, 10).split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) return true;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longest = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= longest;
}

/**
 * R4 allows white space between and around the groups of four of base64Binary ("(\s*([0-9a-zA-Z\+\/=]){4}\s*)+"), and
 * the official Media-example is wrapped over many lines; some readers refuse it. What remains without white space must
 * be proper base64 of RFC 4648, padding included, which that pattern does not ask for.
 */
function isBase64(value: string): boolean {
  const pieces = /[ \t\r\n]/.test(value) ? value.split(/[ \t\r\n]+/) : [value];
  const dense = pieces.join("");
  return (
    dense !== "" && pieces.every(({ length }) => length % 4 === 0) && /^[0-9a-zA-Z+/]*={0,2}$/.test(dense)
  );
}
