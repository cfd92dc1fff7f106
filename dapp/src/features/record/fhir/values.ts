import { decimal, first, type Json, object, objects, text } from "./json.ts";
import type { Dosage, ReferenceRange, When } from "./view.ts";

/** A CodeableConcept in words: what the author wrote, else the name of a code, else the code. */
export function concept(value: unknown): string | null {
  const [own] = objects(value);
  if (own === undefined) return null;
  const codings = objects(own["coding"]);
  return first(
    text(own["text"]),
    ...codings.map((coding) => text(coding["display"])),
    ...codings.map((coding) => text(coding["code"])),
  );
}

/** All of a list of concepts, in words, each once. */
export function concepts(value: unknown): string | null {
  const words = objects(value)
    .map((each) => concept(each))
    .filter((each) => each !== null);
  return words.length === 0 ? null : [...new Set(words)].join(", ");
}

/** The first code of a concept, for telling kinds apart. */
export function codeOf(value: unknown): string | null {
  const [own] = objects(value);
  const [coding] = objects(own?.["coding"]);
  return first(text(coding?.["code"]), text(own?.["text"]));
}

/** "88.6 kg", "< 5 mg/L". */
export function quantity(value: unknown): string | null {
  const own = object(value);
  const number = decimal(own["value"]);
  if (number === null) return null;
  const comparator = text(own["comparator"]);
  const unit = unitOf(own);
  const amount = `${comparator === null ? "" : `${comparator} `}${number.written}`;
  return unit === null ? amount : `${amount}${unit === "%" ? " " : " "}${unit}`;
}

/** Units of UCUM that only a machine reads. */
export function unitOf(own: Json): string | null {
  const unit = first(text(own["unit"]), text(own["code"]));
  if (unit === null || unit === "1" || /^\{.*\}$/.test(unit)) return unit?.replace(/[{}]/g, "") ?? null;
  return unit.replace("[iU]", "IU").replace("mm[Hg]", "mmHg").replace("[degF]", "°F").replace(/^Cel$/, "°C");
}

export function range(value: unknown): string | null {
  const own = object(value);
  const ends = [quantity(own["low"]), quantity(own["high"])];
  if (ends.every((end) => end === null)) return null;
  return ends.map((end) => end ?? "…").join(" – ");
}

export function ratio(value: unknown): string | null {
  const own = object(value);
  const ends = [quantity(own["numerator"]), quantity(own["denominator"])];
  return ends.includes(null) ? null : ends.join(" : ");
}

export function period(value: unknown): When | null {
  const own = object(value);
  return when(day(own["start"]), day(own["end"]));
}

export function when(from: string | null, to: string | null): When | null {
  return from === null && to === null ? null : { from, to };
}

/** A date or time of FHIR; anything else is none. */
export function day(value: unknown): string | null {
  const written = text(value);
  if (written === null || !/^\d{4}(-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)?)?$/.test(written))
    return null;
  return Number.isNaN(Date.parse(written.slice(0, 10))) ? null : written;
}

/** When something took place: the first of the members that says so. */
export function whenOf(resource: Json, ...members: readonly string[]): When | null {
  for (const member of members) {
    const value = resource[member];
    const found = typeof value === "string" ? when(day(value), null) : period(value);
    if (found !== null) return found;
  }
  return null;
}

/** HumanName in the order of its parts; the official or usual one. */
export function humanName(value: unknown): string | null {
  const names = objects(value);
  const name =
    names.find(({ use }) => use === "official") ?? names.find(({ use }) => use === "usual") ?? names[0];
  if (name === undefined) return null;
  const written = text(name["text"]);
  if (written !== null) return written;
  const given = Array.isArray(name["given"]) ? name["given"].map(text).filter((part) => part !== null) : [];
  const family = text(name["family"]);
  const parts = [...given, ...(family === null ? [] : [family])];
  if (parts.length === 0) return null;
  return parts.every((part) => /^\p{Script=Han}+$/u.test(part))
    ? [family, ...given].join("")
    : parts.join(" ");
}

export function address(value: unknown): string | null {
  const [own] = objects(value);
  if (own === undefined) return null;
  const lines = Array.isArray(own["line"]) ? own["line"].map(text) : [];
  const parts = [
    ...lines,
    text(own["city"]),
    text(own["state"]),
    text(own["postalCode"]),
    text(own["country"]),
  ];
  return first(text(own["text"]), parts.filter((part) => part !== null).join(", ") || null);
}

export function referenceRange(value: unknown): ReferenceRange | null {
  const [own] = objects(value);
  if (own === undefined) return null;
  const [low, high] = [own["low"], own["high"]].map((end) => decimal(object(end)["value"]));
  const words = text(own["text"]);
  if ((low ?? null) === null && (high ?? null) === null && words === null) return null;
  return { low: low ?? null, high: high ?? null, text: words };
}

const PERIOD_UNITS = ["s", "min", "h", "d", "wk", "mo", "a"] as const;

export function dosage(value: unknown): Dosage | null {
  const [own] = objects(value);
  if (own === undefined) return null;
  const repeat = object(object(own["timing"])["repeat"]);
  const [amount] = objects(own["doseAndRate"]);
  const unit = text(repeat["periodUnit"]);
  const found: Dosage = {
    text: first(text(own["text"]), text(own["patientInstruction"])),
    dose: first(
      quantity(amount?.["doseQuantity"]),
      range(amount?.["doseRange"]),
      quantity(own["doseQuantity"]),
    ),
    frequency: decimal(repeat["frequency"])?.value ?? null,
    period: decimal(repeat["period"])?.value ?? null,
    unit: PERIOD_UNITS.find((each) => each === unit) ?? null,
    route: concept(own["route"]),
    asNeeded: own["asNeededBoolean"] === true || concept(own["asNeededCodeableConcept"]) !== null,
  };
  const saysNothing = [found.text, found.dose, found.frequency, found.route].every((part) => part === null);
  return saysNothing && !found.asNeeded ? null : found;
}
