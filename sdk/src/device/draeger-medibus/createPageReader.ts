import { draegerCode, type DraegerSpace } from "../codes/draeger.ts";
import type { Line } from "../stream/createStreamSession.ts";
import { numeric } from "../stream/createStreamSession.ts";
import { CODE } from "./createHost.ts";
import { parseAlarms, parseReadings, parseTexts, type Phrase } from "./parseResponses.ts";

const VALUES: ReadonlyMap<number, readonly [space: DraegerSpace, width: number]> = new Map([
  [CODE.measured1, ["page1", 4]],
  [CODE.measured2, ["page2", 4]],
  [CODE.low1, ["low1", 4]],
  [CODE.high1, ["high1", 4]],
  [CODE.low2, ["low2", 4]],
  [CODE.high2, ["high2", 4]],
  [CODE.settings, ["settings", 5]],
]);
const ALARMS: ReadonlySet<number> = new Set([CODE.alarms1, CODE.alarms2, CODE.alarms3]);

/** @returns whether the page is one of these, and fits its columns */
export type PageReader = (code: number, data: string, deviceId: string) => "read" | "wrong" | "other";

/** Reads the pages that are asked again and again: values always, alarms and texts when they come and go. */
export function createPageReader(line: Line): PageReader {
  const shown = new Map<number, ReadonlySet<string>>();
  const standing = new Map<number, ReadonlyMap<string, Phrase>>();

  const readValues = (
    code: number,
    data: string,
    deviceId: string,
    kind: readonly [DraegerSpace, number],
  ): boolean => {
    const [space, width] = kind;
    const readings = parseReadings(data, width);
    if (readings === undefined) return false;
    const seen = new Set(readings.map((reading) => reading.code));
    // What is not in the answer is not available: said once, so that nobody goes on reading the last value.
    for (const gone of shown.get(code) ?? []) {
      if (seen.has(gone)) continue;
      const { code: metric, unit } = draegerCode(space, gone, deviceId);
      numeric(line, metric, unit, "unknown");
    }
    shown.set(code, seen);
    for (const reading of readings) {
      const { code: metric, unit } = draegerCode(space, reading.code, deviceId);
      const value = Number.isNaN(reading.value) ? "error" : reading.value;
      numeric(line, metric, unit, value, { text: reading.text });
    }
    return true;
  };

  const changes = (code: number, phrases: readonly Phrase[]): { came: Phrase[]; went: Phrase[] } => {
    const before = standing.get(code) ?? new Map<string, Phrase>();
    const after = new Map(phrases.map((phrase) => [`${phrase.code}${phrase.text}`, phrase]));
    standing.set(code, after);
    return {
      came: [...after].flatMap(([key, phrase]) => (before.has(key) ? [] : [phrase])),
      went: [...before].flatMap(([key, phrase]) => (after.has(key) ? [] : [phrase])),
    };
  };

  const readAlarms = (code: number, data: string): boolean => {
    const phrases = parseAlarms(data);
    if (phrases === undefined) return false;
    const { came, went } = changes(code, phrases);
    const tell = (isActive: boolean) => (phrase: Phrase) =>
      line.emit({
        kind: "alarm",
        at: line.at(),
        id: `${code.toString(16)}/${phrase.code}`,
        // The maker ranks from 1 to 31 and draws no line between high and low: neither do we.
        text: `${phrase.text} (priority ${phrase.priority ?? 0} of 31)`,
        priority: "unknown",
        isActive,
      });
    went.forEach(tell(false));
    came.forEach(tell(true));
    return true;
  };

  const readTexts = (code: number, data: string): boolean => {
    const phrases = parseTexts(data);
    if (phrases === undefined) return false;
    const { came } = changes(code, phrases);
    for (const phrase of came) line.status(`text-${phrase.code}`, phrase.text, "info");
    return true;
  };

  return (code, data, deviceId) => {
    const kind = VALUES.get(code);
    if (kind !== undefined) return readValues(code, data, deviceId, kind) ? "read" : "wrong";
    if (ALARMS.has(code)) return readAlarms(code, data) ? "read" : "wrong";
    if (code === CODE.texts) return readTexts(code, data) ? "read" : "wrong";
    return "other";
  };
}
