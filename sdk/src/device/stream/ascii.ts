const CHARACTERS: readonly string[] = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
/** From here on one call for many characters is quicker than one look-up for each. */
const MANY = 24;
/** Engines bound how many arguments a call may have. */
const MOST = 8_192;

/** Reads bytes as ISO 8859-1, so that every byte stays one character. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const last = Math.min(end, bytes.length);
  let text = "";
  let index = start;
  for (; last - index >= MANY; index += MOST) {
    const part = bytes.subarray(index, Math.min(last, index + MOST));
    const characters: string = Reflect.apply(String.fromCharCode, undefined, part);
    text += characters;
  }
  for (; index < last; index++) text += CHARACTERS[bytes[index] ?? 0] ?? "";
  return text;
}

/** @param text of characters below 256 */
export function toLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** @returns where `byte` stands from `start` on and before `end`, or −1 */
export function indexOfByte(bytes: Uint8Array, byte: number, start: number, end: number): number {
  const found = bytes.indexOf(byte, start);
  return found < end ? found : -1;
}

/**
 * A wall clock without a zone, as if it were UTC.
 * @param month 1 to 12
 * @returns milliseconds since 1970; undefined where there is no such day or time
 */
export function wallClock(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second = 0,
): number | undefined {
  const isReal =
    Number.isInteger(month + day + hour + minute) &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysOf(year, month) &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second < 60;
  return isReal ? Date.UTC(year, month - 1, day, hour, minute, second) : undefined;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** "06/30/26" or "06/30/2026" and "13:39:45", as American instruments write it. */
export function americanClock(date: string, time: string): number | undefined {
  const [month = NaN, day = NaN, year = NaN] = date.split("/").map(Number);
  const [hour = NaN, minute = NaN, second = NaN] = time.split(":").map(Number);
  return wallClock(year < 100 ? 2000 + year : year, month, day, hour, minute, second);
}
