/** Reads bytes as ISO 8859-1, so that every byte stays one character. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index] ?? 0);
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
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(time);
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    second < 60;
  return isReal ? time : undefined;
}

/** "06/30/26" or "06/30/2026" and "13:39:45", as American instruments write it. */
export function americanClock(date: string, time: string): number | undefined {
  const [month = NaN, day = NaN, year = NaN] = date.split("/").map(Number);
  const [hour = NaN, minute = NaN, second = NaN] = time.split(":").map(Number);
  return wallClock(year < 100 ? 2000 + year : year, month, day, hour, minute, second);
}
