import { hl7Code, hl7Unit } from "../codes/hl7.ts";
import type { NumericEvent } from "../contract.ts";
import { numeric, type Line } from "../stream/createStreamSession.ts";
import type { Message } from "./segments.ts";

/** What monitors send for "no value" (devices.md §18). */
const SENTINELS: ReadonlySet<string> = new Set(["-100", "-999", "-99.9"]);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** Beyond these nothing living measures: 384.5 °C was a real message. */
const RANGES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  Cel: [0, 50],
  "%": [0, 100],
  "/min": [0, 500],
  "mm[Hg]": [-100, 500],
};

/** @param quality of every value of the message @returns false where the segment is no number, which the caller hands on as it is */
export function readObservation(
  line: Line,
  message: Message,
  fields: readonly string[],
  fallback: string,
  quality?: NumericEvent["quality"],
): boolean {
  const [, , kind = "", id = "", channel = "", raw = "", units = "", , , , , status = "", , , when = ""] =
    fields;
  if (kind !== "NM" || id === "") return false;
  const unit = hl7Unit(message.cut(units));
  const base = hl7Code(message.cut(id), unit);
  const code = channel === "" ? base : { ...base, channel };
  const time = message.time(when) ?? message.time(fallback);
  const at = time === undefined ? line.at() : line.at(time);
  const text = message.unescape(raw);
  const said = { at, ...(quality === undefined ? {} : { quality }) };
  const more = { ...said, text };
  if (text === "") numeric(line, code, unit, "unknown", said);
  else if (SENTINELS.has(text.replace(/\.0+$/, ""))) numeric(line, code, unit, "unknown", more);
  // X: cannot be had; D: deleted; W: wrong.
  else if (!NUMBER.test(text) || "XDW".includes(status || "-")) numeric(line, code, unit, "error", more);
  else {
    const value = Number(text);
    const [low, high] = RANGES[unit ?? ""] ?? [-Infinity, Infinity];
    const isDoubtful = value < low || value > high;
    numeric(line, code, unit, value, isDoubtful ? { quality: "questionable", ...more } : more);
  }
  return true;
}
