export interface Reading {
  readonly code: string;
  readonly text: string;
  /** NaN where the text is no number. */
  readonly value: number;
}

const NUMBER = /^-?\d*\.?\d+$|^-?\d+\.$/;
const CODE = /^[0-9A-F]{2}$/;

/** The maker's examples put blanks after a minus sign. */
export function readNumber(text: string): number {
  const compact = text.replaceAll(" ", "");
  return NUMBER.test(compact) ? Number(compact) : NaN;
}

/**
 * Fixed columns: two hexadecimal digits and a value of `width` characters, over and over.
 * @returns undefined where the columns do not fit: then no value of it is believed
 */
export function parseReadings(data: string, width: number): readonly Reading[] | undefined {
  if (data.length % (width + 2) !== 0) return undefined;
  const readings: Reading[] = [];
  for (let start = 0; start < data.length; start += width + 2) {
    const code = data.slice(start, start + 2);
    const text = data.slice(start + 2, start + 2 + width);
    // A shifted column shows in a code that is none, or in letters where a number belongs.
    if (!CODE.test(code) || !/^[ 0-9.:*<>-]*$/.test(text)) return undefined;
    readings.push({ code, text: text.trim(), value: readNumber(text) });
  }
  return readings;
}

export interface Phrase {
  readonly code: string;
  readonly text: string;
  /** 1 to 31, of alarms only. */
  readonly priority?: number;
}

/** Priority character, code, twelve characters. */
export function parseAlarms(data: string): readonly Phrase[] | undefined {
  if (data.length % 15 !== 0) return undefined;
  const phrases: Phrase[] = [];
  for (let start = 0; start < data.length; start += 15) {
    const priority = data.charCodeAt(start) - 0x30;
    const code = data.slice(start + 1, start + 3);
    if (priority < 1 || priority > 31 || !CODE.test(code)) return undefined;
    phrases.push({ priority, code, text: data.slice(start + 3, start + 15).trim() });
  }
  return phrases;
}

/** Code, length character, text, ETX. */
export function parseTexts(data: string): readonly Phrase[] | undefined {
  const phrases: Phrase[] = [];
  for (let start = 0; start < data.length;) {
    const code = data.slice(start, start + 2);
    const length = data.charCodeAt(start + 2) - 0x30;
    const end = start + 3 + length;
    if (!CODE.test(code) || !(length >= 0) || data[end] !== "\x03") return undefined;
    phrases.push({ code, text: data.slice(start + 3, end).trim() });
    start = end + 1;
  }
  return phrases;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const GERMAN: Readonly<Record<string, string>> = { MAI: "MAY", OKT: "OCT", DEZ: "DEC", MRZ: "MAR" };
const CLOCK = /^ *(\d{1,2}):(\d\d)(?::(\d\d))? *(\d{1,2})-([A-Z]{3})-(\d\d)$/;

/** @returns milliseconds since 1970, as if the instrument's clock were UTC; undefined where it is no time */
export function parseClock(data: string): number | undefined {
  const found = CLOCK.exec(data);
  if (found === null) return undefined;
  const [, hour = "", minute = "", second = "0", day = "", name = "", year = ""] = found;
  const month = MONTHS.indexOf(GERMAN[name] ?? name);
  if (month < 0 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(day) > 31)
    return undefined;
  const century = Number(year) >= 80 ? 1900 : 2000;
  return Date.UTC(century + Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
}

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly software: string;
  /** Of MEDIBUS itself. */
  readonly revision: number;
}

const IDENTITY = /^([0-9A-F]{4})'([^']*)'(\d\d\.\d\d):(\d\d\.\d\d)$/;

export function parseIdentity(data: string): Identity | undefined {
  const found = IDENTITY.exec(data);
  if (found === null) return undefined;
  const [, id = "", name = "", software = "", revision = ""] = found;
  return { id, name: name.trim(), software, revision: Number(revision) };
}

export interface StreamRange {
  readonly code: string;
  readonly microseconds: number;
  readonly min: number;
  readonly max: number;
  readonly maxBin: number;
}

/** Entries of 23 characters; intervals are microseconds, as the maker's own example shows. */
export function parseStreams(data: string): readonly StreamRange[] | undefined {
  if (data.length % 23 !== 0) return undefined;
  const ranges: StreamRange[] = [];
  for (let start = 0; start < data.length; start += 23) {
    const code = data.slice(start, start + 2);
    const microseconds = readNumber(data.slice(start + 2, start + 10));
    const min = readNumber(data.slice(start + 10, start + 15));
    const max = readNumber(data.slice(start + 15, start + 20));
    const maxBin = Number.parseInt(data.slice(start + 20, start + 23).trim(), 16);
    if (!CODE.test(code) || !(microseconds > 0) || !(max > min) || !(maxBin > 0)) return undefined;
    ranges.push({ code, microseconds, min, max, maxBin });
  }
  return ranges;
}
