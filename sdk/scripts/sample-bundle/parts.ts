import { createHash } from "node:crypto";

/** JSON that is written as is; numbers with meaningful zeros go through {@link decimal}. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Resource = { readonly resourceType: string; readonly [key: string]: Json };

const RAW = "⟦";
const RAW_END = "⟧";

/** A decimal with exactly these digits: `1.00` must not become `1`. */
export function decimal(digits: string): Json {
  return `${RAW}${digits}${RAW_END}`;
}

/** Serialises with two spaces of indent and puts the decimals in. */
export function serialise(value: Json): string {
  return `${JSON.stringify(value, null, 2).replace(new RegExp(`"${RAW}([^${RAW_END}]*)${RAW_END}"`, "g"), "$1")}\n`;
}

/** A UUID (version 8, RFC 9562) that depends on the name alone, so that the file is the same each time. */
export function urn(name: string): string {
  const hash = createHash("sha256").update(`medlattice sample ${name}`).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  const uuid = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ];
  return `urn:uuid:${uuid.join("-")}`;
}

export function reference(name: string, display?: string): Json {
  return { reference: urn(name), ...(display === undefined ? {} : { display }) };
}

export function concept(system: string, code: string, display: string, text?: string): Json {
  return { coding: [{ system, code, display }], ...(text === undefined ? {} : { text }) };
}

export const SNOMED = "http://snomed.info/sct";
export const LOINC = "http://loinc.org";
export const UCUM = "http://unitsofmeasure.org";
export const RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
export const TERMINOLOGY = "http://terminology.hl7.org/CodeSystem";

export function quantity(digits: string, unit: string, code = unit): Json {
  return { value: decimal(digits), unit, system: UCUM, code };
}
