import { BASELINE, type Measurement } from "./crypto.ts";
import { type BenchRow, timesQuicker } from "./row.ts";

const STEP_GOAL_MS = 50;

/** One row for each operation of the record's path, against the portable twin where there is one. */
export function primitiveRows(measurements: readonly Measurement[]): BenchRow[] {
  return measurements.map(({ operation, ms, baselineMs }) => {
    const ours = { value: ms, unit: "ms" };
    const baseline = baselineMs === undefined ? null : { value: baselineMs, unit: "ms" };
    return {
      row: `operation: ${operation}`,
      what: "one call, median",
      ours,
      baseline,
      baselineName: baseline === null ? "" : BASELINE,
      ratio: baseline === null ? null : timesQuicker(ours, baseline),
      goal: `≤ ${STEP_GOAL_MS} ms`,
      isMet: ms <= STEP_GOAL_MS,
    };
  });
}
