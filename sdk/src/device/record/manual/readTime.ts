const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a date, or a date and time, as people and spreadsheets write them by ISO 8601.
 * @param utcOffsetMinutes of times without a zone
 * @returns a FHIR dateTime and the earliest moment it may mean; undefined: it is none, or no day of the calendar
 */
export function readTime(
  given: string,
  utcOffsetMinutes: number,
): { readonly text: string; readonly at: number } | undefined {
  const found = FORM.exec(given.trim());
  if (found === null) return undefined;
  const [, year = "", month = "", day = "", hour, minute = "00", second = "00", zone] = found;
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return undefined;
  if (Number(year) < 1900) return undefined;
  if (hour === undefined) return { text: date, at: midnight.getTime() - utcOffsetMinutes * 60_000 };
  const text = `${date}T${hour}:${minute}:${second}${zone ?? offsetText(utcOffsetMinutes)}`;
  const at = Date.parse(text);
  return Number.isNaN(at) || Number(hour) > 23 ? undefined : { text, at };
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
