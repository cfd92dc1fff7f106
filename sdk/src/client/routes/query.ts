/** A query string of the members that are there, with its question mark; empty when none is. */
export function query(members: Readonly<Record<string, string | number | undefined>>): string {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}
