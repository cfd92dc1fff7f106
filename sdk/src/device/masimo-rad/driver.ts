import type { DeviceDriver, NumericEvent } from "../contract.ts";
import { toLatin1, wallClock } from "../stream/ascii.ts";
import { createStreamSession, type Line, numeric } from "../stream/createStreamSession.ts";
import { scanLine } from "../stream/scanLine.ts";
import { ALARMS, DASHES, DOUBTFUL, EXCEPTIONS, type Field, FIELDS, UNUSABLE } from "./fields.ts";

const MAX_LINE_BYTES = 320;
const HEAD = /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d ./;
/** Date, a blank, time, a blank. */
const HEAD_LENGTH = 18;
const KEY = /^[A-Za-z][A-Za-z0-9]*$/;
const VALUE = /^[A-Za-z0-9+\-.,:%]+$/;
const HEX = /^[0-9A-Fa-f]{2,8}$/;
const TREND_EXCEPTIONS = /^([0-9A-Fa-f]{3,8})(:[A-Za-z,]*)?$/;

/** Masimo Rad-8, Rad-5 and Radical-7 in ASCII-1 or the trend form ASCII-2: one line a second without a checksum (devices.md §6). */
export const masimoRad: DeviceDriver = {
  name: "masimo",
  version: "1.0.0",
  label: "Masimo Rad-8",
  manufacturer: "Masimo",
  lines: [
    { baudRate: 9600, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" },
    { baudRate: 19200, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" },
  ],
  help: "device.help.masimoRad",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      const take = createLineReader(line);
      return {
        maxFrameBytes: MAX_LINE_BYTES,
        silentAfterMs: 10_000,
        scan: (bytes, start, end) => scanLine(line, bytes, start, end, MAX_LINE_BYTES, take),
      };
    }),
};

type Verdict = "good" | "bad" | "strange";

function createLineReader(line: Line): (text: string) => Verdict {
  let serialNumber = "";
  let exceptions = 0;
  let alarms = 0;
  return (text) => {
    if (!HEAD.test(text)) return "strange";
    const device = clockOf(text);
    const values = readTokens(text.slice(HEAD_LENGTH).trimEnd());
    if (device === undefined || values === undefined) return "bad";
    const [, bits = ""] = TREND_EXCEPTIONS.exec(values.get("EXC") ?? "") ?? [];
    const isWhole =
      (values.has("SPO2") && values.has("BPM") && values.has("ALARM")) ||
      (values.has("SpO2") && values.has("PR"));
    if (bits === "" || !isWhole) return "bad";
    const now = Number.parseInt(bits, 16);
    const at = line.at(device);
    for (const [key, value] of values) {
      const field = FIELDS.get(key);
      if (field !== undefined) put(field, value, now, at);
      else if (!SERVICE_KEYS.has(key)) {
        line.emit({ kind: "unknown", at, id: key, bytes: toLatin1(value) });
      }
    }
    noteSerial(values.get("SN") ?? "", at);
    noteExceptions(now, at);
    noteAlarms(Number.parseInt(values.get("ALARM") ?? "0", 16), at);
    return "good";
  };

  function put(field: Field, text: string, bits: number, at: NumericEvent["at"]): void {
    const { code, unit, range, needsPulse } = field;
    if (DASHES.test(text)) return numeric(line, code, unit, "unknown", { at, text });
    const value = Number.parseFloat(text);
    if (needsPulse && (bits & UNUSABLE) !== 0) {
      return numeric(line, code, unit, bits & 0x08 ? "temp-unknown" : "error", { at, text });
    }
    // Three zeros stand for nothing in the trend form, and no pulse is ever 0 in the other.
    const isNothing = value === 0 && NEVER_ZERO.has(code.id);
    if (isNothing) return numeric(line, code, unit, "unknown", { at, text });
    if (value < range[0] || value > range[1]) return numeric(line, code, unit, "error", { at, text });
    const more = (bits & DOUBTFUL) === 0 ? { at, text } : { at, text, quality: "questionable" as const };
    return numeric(line, code, unit, value, more);
  }

  function noteSerial(text: string, at: NumericEvent["at"]): void {
    if (!/^\d+$/.test(text) || text === serialNumber) return;
    serialNumber = text;
    line.emit({ kind: "identity", at, manufacturer: "Masimo", serialNumber });
  }

  function noteExceptions(bits: number, at: NumericEvent["at"]): void {
    for (const [bit, id, text] of EXCEPTIONS) {
      const isOn = (bits & bit) !== 0;
      if (isOn && (exceptions & bit) === 0)
        line.emit({ kind: "status", at, id, text, level: UNUSABLE & bit ? "warning" : "info" });
    }
    const isBack = (bits & UNUSABLE) === 0 && (exceptions & UNUSABLE) !== 0;
    if (isBack)
      line.emit({ kind: "status", at, id: "measuring", text: "The sensor measures.", level: "info" });
    exceptions = bits;
  }

  function noteAlarms(bits: number, at: NumericEvent["at"]): void {
    for (const [bit, id, text] of ALARMS) {
      const isActive = (bits & bit) !== 0;
      if (isActive !== ((alarms & bit) !== 0))
        line.emit({ kind: "alarm", at, id, text, priority: "unknown", isActive });
    }
    alarms = bits;
  }
}

const SERVICE_KEYS: ReadonlySet<string> = new Set(["SN", "ALARM", "EXC", "EXC1", "RESVD"]);
const NEVER_ZERO: ReadonlySet<string> = new Set(["SPO2", "BPM", "SpO2", "PR", "PI"]);

/** Two digits each, as `HEAD` has them: month, day, year; hour, minute, second. */
function clockOf(text: string): number | undefined {
  const [month, day, year, hour, minute, second] = PLACES.map((place) => digitsAt(text, place));
  return wallClock(2000 + (year ?? 0), month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0);
}
const PLACES = [0, 3, 6, 9, 12, 15] as const;

function digitsAt(text: string, place: number): number {
  return (text.charCodeAt(place) - 0x30) * 10 + text.charCodeAt(place + 1) - 0x30;
}

/** @returns undefined where one is none, has not the form of its kind, or comes twice */
function readTokens(text: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  let count = 0;
  for (let start = 0; start <= text.length; count++) {
    const blank = text.indexOf(" ", start);
    const end = blank === -1 ? text.length : blank;
    const equals = text.indexOf("=", start);
    const key = text.slice(start, Math.min(equals, end));
    const value = text.slice(equals + 1, end);
    if (equals < 0 || equals > end || !hasForm(key, value)) return undefined;
    values.set(key, value);
    start = end + 1;
    while (text.charCodeAt(start) === 0x20) start++;
  }
  return values.size === count ? values : undefined;
}

/** Every form is one of a token's, too. */
function hasForm(key: string, value: string): boolean {
  if (key === "ALARM" || key === "EXC1") return HEX.test(value);
  const field = FIELDS.get(key);
  if (field === undefined) return KEY.test(key) && VALUE.test(value);
  return field.form.test(value) || DASHES.test(value);
}
