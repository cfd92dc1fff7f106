/** A value that is older is greyed, and then no longer shown: it may no longer be so. */
export const STALE_MS = 5_000;
export const GONE_MS = 15_000;

export type Freshness = "fresh" | "stale" | "gone";

/** Instruments that measure once: what they said stays, with its time. */
const ONCE: ReadonlySet<string> = new Set(["bm58", "tanita"]);

export function freshnessOf(at: number, now: number, driver: string): Freshness {
  const age = now - at;
  if (age < STALE_MS || ONCE.has(driver)) return "fresh";
  return age < GONE_MS ? "stale" : "gone";
}
