import { decimal, first, type Json, object, objects, text } from "./json.ts";
import type { References } from "./references.ts";
import { codeOf, concept, day, period, quantity, range, ratio, referenceRange, unitOf } from "./values.ts";
import type { Flag, Measurement, ReferenceRange, Series } from "./view.ts";

/** Codes of v3 ObservationInterpretation. */
const FLAGS: Readonly<Record<string, Flag>> = {
  L: "low",
  LU: "low",
  LL: "veryLow",
  "<": "veryLow",
  H: "high",
  HU: "high",
  HH: "veryHigh",
  ">": "veryHigh",
  A: "abnormal",
  AA: "abnormal",
  POS: "abnormal",
  N: "normal",
  NEG: "normal",
};

/** Deeper panels than this are somebody's mistake, or attack. */
const MAX_DEPTH = 4;

/** An Observation, with its components, and the members of a panel as far as the record has them. */
export function measurement(resource: Json, references: References, depth = 0): Measurement {
  const own = valueOf(resource);
  const members =
    depth < MAX_DEPTH
      ? objects(resource["hasMember"])
          .map((member) => references.resolve(member, resource))
          .filter((found): found is Json => found?.["resourceType"] === "Observation")
          .map((found) => measurement(found, references, depth + 1))
      : [];
  const time = whenMeasured(resource);
  return {
    ...own,
    when: time,
    parts: [...objects(resource["component"]).map((part) => ({ ...valueOf(part), when: time })), ...members],
    note: first(...objects(resource["note"]).map((note) => text(note["text"]))),
  };
}

/** The same kind of result at several times, newest first. */
export function seriesOf(measurements: readonly Measurement[]): readonly Series[] {
  return [...Map.groupBy(measurements, ({ key }) => key)].map(([key, points]) => ({
    key,
    title: points[0]?.title ?? key,
    points: points.toSorted((a, b) => compareTimes(b.when, a.when)),
  }));
}

/** By time, what has none first. */
export function compareTimes(a: string | null, b: string | null): number {
  return timeOf(a) - timeOf(b);
}

/** Milliseconds of a time as precise as it was written. */
export function timeOf(written: string | null): number {
  const time = written === null ? Number.NaN : Date.parse(written);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

function valueOf(own: Json): Measurement {
  const title = concept(own["code"]) ?? "?";
  const number = decimal(object(own["valueQuantity"])["value"]) ?? decimal(own["valueInteger"]);
  const value = first(
    quantity(own["valueQuantity"]),
    concept(own["valueCodeableConcept"]),
    text(own["valueString"]),
    decimal(own["valueInteger"])?.written ?? null,
    range(own["valueRange"]),
    ratio(own["valueRatio"]),
    text(own["valueTime"]),
    day(own["valueDateTime"]),
    booleanOf(own["valueBoolean"]),
    concept(own["dataAbsentReason"]),
  );
  const limits = referenceRange(own["referenceRange"]);
  const { comparator } = object(own["valueQuantity"]);
  return {
    key: codeOf(own["code"]) ?? title,
    title,
    when: null,
    value,
    number: number?.value ?? null,
    unit: unitOf(object(own["valueQuantity"])),
    range: limits,
    flag: flagOf(own) ?? (comparator === undefined ? flagByRange(number?.value ?? null, limits) : null),
    parts: [],
    note: null,
  };
}

function flagOf(own: Json): Flag | null {
  for (const interpretation of objects(own["interpretation"])) {
    for (const { code } of objects(interpretation["coding"])) {
      const flag = FLAGS[text(code) ?? ""];
      if (flag !== undefined) return flag;
    }
  }
  return null;
}

/** Where the laboratory did not say it, its own limits do. */
export function flagByRange(value: number | null, limits: ReferenceRange | null): Flag | null {
  if (value === null || limits === null) return null;
  if (limits.low !== null && value < limits.low.value) return "low";
  if (limits.high !== null && value > limits.high.value) return "high";
  return limits.low === null && limits.high === null ? null : "normal";
}

function whenMeasured(resource: Json): string | null {
  return first(
    day(resource["effectiveDateTime"]),
    day(resource["effectiveInstant"]),
    period(resource["effectivePeriod"])?.from ?? null,
    day(resource["issued"]),
  );
}

function booleanOf(value: unknown): string | null {
  if (typeof value !== "boolean") return null;
  return value ? "✓" : "–";
}
