import { InvalidInputError } from "@medlattice/sdk/errors";

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
/** 2^40 − 1: timestamps are `uint40` on chain. */
const LAST_SECOND = 0xff_ffff_ffff;

/** `30d`, `12h`, `90m`, `2w` in seconds. @throws InvalidInputError `DURATION_INVALID` */
export function parseDuration(text: string): number {
  const [, digits = "", unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNIT_SECONDS[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new InvalidInputError("DURATION_INVALID", `“${text}” is not a length of time.`, {
    hints: ["Write a number and a unit: 90m, 12h, 30d or 2w."],
  });
}

/**
 * A moment as people write it: a length of time from now, a local date (its end) or a local date with a clock time.
 * @returns Unix seconds
 * @throws InvalidInputError `TIME_INVALID`
 */
export function parseMoment(text: string, now: number): number {
  if (/^\d+[a-z]$/.test(text)) return now + parseDuration(text);
  const [, date = "", clock] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?))?$/.exec(text) ?? [];
  const moment = Date.parse(`${date}T${clock ?? "23:59:59"}`) / 1_000;
  const seconds = Math.floor(moment) + (clock === undefined ? 1 : 0);
  if (Number.isFinite(seconds) && seconds <= LAST_SECOND && isCalendarDay(date)) return seconds;
  throw new InvalidInputError("TIME_INVALID", `“${text}” is neither a length of time nor a date.`, {
    hints: ["Write 90m, 12h, 30d, 2w, 2027-03-31 or 2027-03-31T18:00."],
  });
}

/** `Date.parse` takes 31 February for 3 March. */
function isCalendarDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/** Unix seconds as `2026-11-21 09:30` in the person's own time zone. */
export function localTime(seconds: number): string {
  const moment = new Date(seconds * 1_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** IANA name of the person's time zone. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
