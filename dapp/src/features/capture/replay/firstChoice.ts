import type { ReplaySeries } from "../../../engine/capturing/replaying.ts";

export const MOST_LINES = 6;
const FIRST_LINES = 4;
/** Heart rate, oxygen saturation, systolic pressure, breathing rate, carbon dioxide at the end of a breath. */
const LOINC = ["8867-4", "59408-5", "2708-6", "8480-6", "9279-1", "19889-5"];

/** What most people look for first; else the first values there are. */
export function firstChoice(numerics: readonly ReplaySeries[]): readonly string[] {
  const known = LOINC.flatMap((loinc) => numerics.find((series) => series.loinc === loinc)?.id ?? []);
  const rest = numerics.map(({ id }) => id).filter((id) => !known.includes(id));
  return [...known, ...rest].slice(0, FIRST_LINES);
}
