/** FHIR from strangers: every step into it may find nothing, or something else than the standard says. */
export type Json = Readonly<Record<string, unknown>>;

const EMPTY: Json = {};
/** No list is read further; what a record is worth is in its first thousands. */
const MAX_LIST = 20_000;

/** An object, else an empty one. */
export function object(value: unknown): Json {
  return isObject(value) ? value : EMPTY;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; a single object counts as a list of one. */
export function objects(value: unknown): readonly Json[] {
  if (isObject(value)) return [value];
  return Array.isArray(value) ? value.slice(0, MAX_LIST).filter(isObject) : [];
}

/** Text that says something, without control characters; else null. */
export function text(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const clean = value.replace(/[\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
  return clean === "" ? null : clean;
}

export function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value.slice(0, MAX_LIST) : [value];
  return list.map(text).filter((each) => each !== null);
}

/** The first that is there. */
export function first<T>(...values: readonly (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}

/** A number, and how it was written: 1.00 is not 1 to a laboratory. */
export interface Decimal {
  readonly value: number;
  readonly written: string;
}

export function decimal(value: unknown): Decimal | null {
  if (typeof value === "number" && Number.isFinite(value)) return { value, written: String(value) };
  if (typeof value !== "string" || !/^-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?$/.test(value)) return null;
  return { value: Number(value), written: value };
}

/**
 * Parses bytes; numbers whose spelling JavaScript would change are kept as text (`decimal` takes both).
 * @returns null for what is not a JSON object
 */
export function parseJson(bytes: Uint8Array): Json | null {
  try {
    const parsed: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      (_key, value: unknown, context?: { readonly source?: string }) =>
        typeof value === "number" && context?.source !== undefined && String(value) !== context.source
          ? context.source
          : value,
    );
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
