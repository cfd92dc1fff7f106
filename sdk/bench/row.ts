/** A number with its unit: `ms`, `records/s`, `gas`, `MB`. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
}

/** One line of the table that `npm run bench` prints: what MedLattice does, beside what it is compared with in the same run. */
export interface BenchRow {
  /** Short and unique. */
  readonly row: string;
  /** What was done how often, in plain words. */
  readonly what: string;
  readonly ours: Quantity;
  /** Null where there is nothing to compare with but the goal. */
  readonly baseline: Quantity | null;
  /** What the baseline is and where its number comes from: measured in this run, or published. */
  readonly baselineName: string;
  /** How many times better than the baseline: quicker, cheaper, or more of it; above 1 is better. Null without a baseline. */
  readonly ratio: number | null;
  /** In words; empty for a row that only tells. */
  readonly goal: string;
  /** Null without a goal. */
  readonly isMet: boolean | null;
  readonly note?: string;
}

/** Told what a bench is doing at the moment. */
export type Progress = (text: string) => void;

/** How many times quicker than the baseline. */
export function timesQuicker(ours: Quantity, baseline: Quantity): number {
  return baseline.value / ours.value;
}

/** How many times as many as the baseline. */
export function timesAsMany(ours: Quantity, baseline: Quantity): number {
  return ours.value / baseline.value;
}
