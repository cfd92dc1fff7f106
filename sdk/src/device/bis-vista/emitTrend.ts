import type { NumericEvent } from "../contract.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";
import { codeOf, type GroupName, VARIABLES, type VariableName } from "./codes.ts";

/** Below it nothing is shown, up to the next the value is doubtful (devices.md §4a), in %. */
const SQI_USABLE = 15;
const SQI_GOOD = 50;
/** The monitor's sentinels −327.7 and −3276.x, in either scaling. */
const INVALID_BELOW = -327;

export type Trend = Readonly<Record<VariableName, number>>;

/** Puts out one group of processed variables; with too poor a signal only its quality is a value. */
export function emitTrend(line: Line, trend: Trend, group: GroupName, at: NumericEvent["at"]): void {
  const isUsable = trend.SQI >= SQI_USABLE;
  for (const variable of VARIABLES) {
    const code = codeOf(variable, group);
    const value = trend[variable.name];
    const [least, most] = variable.range;
    const isQuality = variable.name === "SQI";
    if (value <= INVALID_BELOW) numeric(line, code, variable.unit, "unknown", { at });
    else if (value < least || value > most || (!isQuality && !isUsable)) {
      numeric(line, code, variable.unit, "error", { at });
    } else if (!isQuality && trend.SQI <= SQI_GOOD) {
      numeric(line, code, variable.unit, value, { at, quality: "questionable" });
    } else numeric(line, code, variable.unit, value, { at });
  }
}
