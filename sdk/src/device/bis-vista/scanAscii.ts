import { americanClock, latin1 } from "../stream/ascii.ts";
import { type Line, numeric, WAIT } from "../stream/createStreamSession.ts";
import { GROUPS, HISTORY, impedanceCode } from "./codes.ts";
import { emitTrend } from "./emitTrend.ts";

/** A live record: time, seven settings, three groups of nine (devices.md §4a). */
const LIVE_FIELDS = 35;
const HISTORY_FIELDS = 15;
export const MAX_RECORD_BYTES = 420;
const OPEN_ELECTRODE_KOHM = 1000;
/** History: no value, and burst count not in use. */
const HISTORY_ABSENT: readonly number[] = [255, 254];

const PIPE = 0x7c;
const CR = 0x0d;
const LF = 0x0a;
const DATE = /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/;
const DATE_SHAPE = "00/00/0000 00:00:00|";
const NUMBER = /^-?\d{1,4}\.\d$/;
const WHOLE = /^-?\d{1,4}$/;
const BITS = /^[0-9a-fA-F]{4}$/;
const ARTEFACT = /^[0-9a-fA-F]{8}$/;

export interface AsciiScanner {
  /** @returns as `Protocol.scan`; undefined when no record can begin here */
  scan(bytes: Uint8Array, start: number, end: number): number | undefined;
}

/**
 * Records of the monitor's ASCII mode. Line ends may stand anywhere: logs of this monitor break lines where the reader did. What counts is
 * the date, the number of bars and the form of every field, for there is no checksum.
 */
export function createAsciiScanner(line: Line): AsciiScanner {
  let wanted = LIVE_FIELDS;
  return {
    scan(bytes, start, end) {
      const first = bytes[start] ?? 0;
      if (first === 0x54 || first === 0x48) return header(bytes, start, end);
      if (first < 0x30 || first > 0x39) return undefined;
      let bars = 0;
      /** Characters besides line ends. */
      let count = 0;
      for (let index = start; index < end; index++) {
        const byte = bytes[index] ?? 0;
        if (index - start >= MAX_RECORD_BYTES || byte > 0x7e) return undefined;
        if (byte === CR || byte === LF) continue;
        if (byte < 0x20) return undefined;
        if (count < DATE_SHAPE.length && !fits(byte, count)) return undefined;
        count++;
        if (byte !== PIPE) continue;
        bars++;
        if (bars < wanted) continue;
        const sent = latin1(bytes, start, index + 1);
        const text = count === sent.length ? sent : sent.replaceAll(/[\r\n]/g, "");
        const fields = text.split("|").map((field) => field.trim());
        const isRight = wanted === LIVE_FIELDS ? live(fields) : history(fields);
        return isRight ? line.good(index + 1 - start) : line.bad();
      }
      return WAIT;
    },
  };

  /** "TIME |DSC |…" or "HISTORY |VISTA |…" and "Time |SENSOR |…": says what follows, and is no record itself. */
  function header(bytes: Uint8Array, start: number, end: number): number | undefined {
    for (let index = start; index < end; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === LF || byte === CR) {
        const text = String.fromCharCode(...bytes.subarray(start, index));
        if (/^TIME +\|DSC +\|/.test(text)) wanted = LIVE_FIELDS;
        else if (/^Time +\|SENSOR +\|/.test(text)) wanted = HISTORY_FIELDS;
        else if (!/^HISTORY +\|/.test(text)) return undefined;
        return index - start;
      }
      if (byte < 0x20 || byte > 0x7e || index - start >= MAX_RECORD_BYTES) return undefined;
    }
    return WAIT;
  }

  function live(fields: readonly string[]): boolean {
    const time = clockOf(fields[0]);
    const groups = [8, 17, 26].map((from) => fields.slice(from, from + 9));
    if (time === undefined || !groups.every(isGroup)) return false;
    const at = line.at(time);
    groups.forEach((group, index) => {
      const [SR, SEF, , BIS, TOTPOW, EMGLOW, SQI, impedance] = group.map(Number);
      const trend = { SR, SEF, BIS, TOTPOW, EMGLOW, SQI };
      if (!isComplete(trend)) return;
      emitTrend(line, trend, GROUPS[index] ?? "combined", at);
      if (index === 2 || impedance === undefined) return;
      const isOpen = impedance >= OPEN_ELECTRODE_KOHM || impedance < 0;
      numeric(line, impedanceCode(index + 1), "kOhm", isOpen ? "error" : impedance, { at });
    });
    return true;
  }

  function history(fields: readonly string[]): boolean {
    const time = clockOf(fields[0]);
    const values = fields.slice(2, 12);
    if (time === undefined || !values.every((value) => NUMBER.test(value))) return false;
    const at = line.at(time);
    for (const { code, unit, column } of HISTORY) {
      const value = Number(fields[column]);
      const isAbsent = HISTORY_ABSENT.includes(value) || value < 0 || value > 100;
      numeric(line, code, unit, isAbsent ? "unknown" : value, { at });
    }
    return true;
  }
}

type Complete = Readonly<Record<"SR" | "SEF" | "BIS" | "TOTPOW" | "EMGLOW" | "SQI", number>>;

function isComplete(trend: Readonly<Record<keyof Complete, number | undefined>>): trend is Complete {
  return Object.values(trend).every((value) => value !== undefined);
}

const GROUP_FORMS = [NUMBER, NUMBER, BITS, NUMBER, NUMBER, NUMBER, NUMBER, WHOLE, ARTEFACT];

function isGroup(group: readonly string[]): boolean {
  return GROUP_FORMS.every((form, index) => form.test(group[index] ?? ""));
}

function clockOf(field = ""): number | undefined {
  const [date = "", time = ""] = field.split(" ");
  return DATE.test(field) ? americanClock(date, time) : undefined;
}

function fits(byte: number, position: number): boolean {
  const shape = DATE_SHAPE.charCodeAt(position);
  return shape === 0x30 ? byte >= 0x30 && byte <= 0x39 : byte === shape;
}
