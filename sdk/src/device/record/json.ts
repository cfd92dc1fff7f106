import { InvalidInputError } from "../../errors/index.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A FHIR resource as this folder builds and reads it; `validateFhir` says whether it is one. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: Json;
}

/** Resources by type and id, so that their order in a Bundle says nothing. */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const keyed = resources.map((resource) => ({ key: `${resource.resourceType}/${resource.id}`, resource }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ resource }) => resource);
}

/** Leaves out members that are undefined, so that optional elements can be written in one literal. */
export function compact<T extends Readonly<Record<string, Json | undefined>>>(
  members: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- exactly the members that are not undefined
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/**
 * JSON in the one form that is hashed (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as ECMAScript
 * writes them. A document that was read, put in another order and written again gives the same text.
 * @throws InvalidInputError `JSON_NOT_CANONICAL` for a number that JSON does not have
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new InvalidInputError("JSON_NOT_CANONICAL", "A number is infinite or none at all.");
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
