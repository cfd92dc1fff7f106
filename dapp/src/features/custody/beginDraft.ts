import type { Hex } from "viem";

export const MIN_OFFICERS = 2;
export const MAX_OFFICERS = 16;

export type OfficersProblem = "whoMissing" | "whoMany";

/** What keeps these officers from holding a key; null when nothing does. */
export function officersProblem(chosen: readonly Hex[]): OfficersProblem | null {
  if (chosen.length < MIN_OFFICERS) return "whoMissing";
  return chosen.length > MAX_OFFICERS ? "whoMany" : null;
}

/** How many may have to agree, of so many: at least two, since one alone is what officers are against. */
export function thresholdsOf(count: number): readonly number[] {
  return Array.from({ length: Math.max(0, count - MIN_OFFICERS + 1) }, (_, index) => index + MIN_OFFICERS);
}

/** More than half, so that two groups cannot decide apart from each other. */
export function usualThreshold(count: number): number {
  return Math.max(MIN_OFFICERS, Math.floor(count / 2) + 1);
}

/** What was chosen, as long as there are officers enough for it. */
export function thresholdFor(count: number, wanted: number | null): number {
  return wanted !== null && thresholdsOf(count).includes(wanted) ? wanted : usualThreshold(count);
}
