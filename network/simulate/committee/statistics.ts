/** How numbers are spread. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly mean: number;
  /** 95 of 100 are not above it. */
  readonly p95: number;
  readonly most: number;
}

/** The spread of some numbers; all of it NaN where there are none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    least: at(0),
    median: at(0.5),
    mean: values.reduce((a, b) => a + b, 0) / values.length,
    p95: at(0.95),
    most: at(1),
  };
}
