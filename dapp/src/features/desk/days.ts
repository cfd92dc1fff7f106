const DAY_SECONDS = 86_400;

/** Today in the person's own time zone, as a date field has it. */
export function today(now: Date = new Date()): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * From the start of a local day, or now when that day is today, for so many days.
 * @returns Unix seconds; null when the text is no day
 */
export function spanOf(
  day: string,
  days: number,
  now: Date = new Date(),
): { readonly notBefore: number; readonly notAfter: number } | null {
  const start = Date.parse(`${day}T00:00:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(start)) return null;
  const midnight = Math.floor(start / 1000);
  return {
    notBefore: day === today(now) ? Math.floor(now.getTime() / 1000) : midnight,
    notAfter: midnight + days * DAY_SECONDS,
  };
}
