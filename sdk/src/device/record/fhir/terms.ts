import type { AbsentReason, MetricCode } from "../../contract.ts";
import type { Json } from "../json.ts";

export const LOINC = "http://loinc.org";
export const MDC = "urn:iso:std:iso:11073:10101";
export const UCUM = "http://unitsofmeasure.org";
const ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
/** What no public system has a code for. */
export const OWN = {
  event: "urn:medlattice:capture-event",
  deviceTime: "urn:medlattice:device-time",
  deviceClock: "urn:medlattice:device-clock",
  channel: "urn:medlattice:channel",
  capture: "urn:medlattice:capture",
  person: "urn:medlattice:person",
  treatment: "urn:medlattice:treatment",
  line: "urn:medlattice:line",
  driver: "urn:medlattice:driver",
} as const;

/** A code of FHIR has no leading, trailing or double spaces, and no other white space. */
const CODE = /^[^\s]+( [^\s]+)*$/;

/** The instrument's own code in a system of its driver. */
export function ownCoding(driver: string, id: string): Json {
  const code = codeOf(id);
  return { system: `${OWN.driver}:${driver}`, code };
}

/** LOINC and MDC where they are known; else the instrument's own code, so that nothing unknown is lost. */
export function conceptOf(code: MetricCode, driver: string, withOwn = false): Json {
  const coding: Json[] = [];
  if (code.loinc !== undefined) coding.push({ system: LOINC, code: code.loinc });
  if (code.mdc !== undefined) coding.push({ system: MDC, code: String(code.mdc) });
  if (withOwn || coding.length === 0) coding.push(ownCoding(driver, code.id));
  return code.label.trim() === "" ? { coding } : { coding, text: plainText(code.label) };
}

export function quantity(value: number, unit: string | null): Json {
  return unit === null || unit.trim() === ""
    ? { value }
    : { value, unit: codeOf(unit), system: UCUM, code: codeOf(unit) };
}

/** Of a unit alone. */
export function unitConcept(unit: string): Json | undefined {
  return unit.trim() === "" ? undefined : { coding: [{ system: UCUM, code: codeOf(unit) }] };
}

/** What instruments send need not be a code of FHIR; then it is written so that it can be read back. */
function codeOf(given: string): string {
  const text = given.toWellFormed();
  if (CODE.test(text) && !/\p{Cc}/u.test(text)) return text;
  return text === "" ? "-" : encodeURIComponent(text);
}

export function absentConcept(reason: AbsentReason): Json {
  return { coding: [{ system: ABSENT, code: reason }] };
}

export function categoryConcept(code: "vital-signs" | "procedure" | "exam" | "activity"): Json {
  return { coding: [{ system: CATEGORY, code }] };
}

/** Vital signs in the sense of HL7's list; everything else is a finding of the procedure. */
const VITAL = new Set([
  "8867-4",
  "59408-5",
  "8889-8",
  "8480-6",
  "8462-4",
  "8478-0",
  "9279-1",
  "8310-5",
  "29463-7",
  "8302-2",
  "39156-5",
]);

export function categoryOfCode(code: MetricCode): Json {
  return categoryConcept(VITAL.has(code.loinc ?? "") ? "vital-signs" : "procedure");
}

/** Text as FHIR's strings take it: no control characters, never empty. */
export function plainText(text: string): string {
  const kept = text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, "\u{fffd}")
    .trim();
  return kept === "" ? "-" : kept;
}

/** Instants with milliseconds, in UTC. */
export function instant(milliseconds: number): string {
  return new Date(Math.round(milliseconds)).toISOString();
}
