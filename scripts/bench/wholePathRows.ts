import { medianOf } from "../../sdk/bench/median.ts";
import { type BenchRow, timesQuicker } from "../../sdk/bench/row.ts";
import type { StepTimes, WholePath } from "./wholePath.ts";

/** systems.md F10, phase "share" of 1 MB; the paper's other phases come on top of it. */
const PUBLISHED = { value: 2148, unit: "ms" } as const;
const GOAL_MS = 500;

/** Row "whole path": the median run, with the median of each step. */
export function wholePathRows({ runs, processorMs }: WholePath): BenchRow[] {
  const ours = { value: medianOf(runs.map(totalOf)), unit: "ms" };
  const names = [...(runs[0]?.keys() ?? [])];
  const steps = names.map((name) => `${name} ${Math.round(medianOf(runs.map((run) => run.get(name) ?? 0)))}`);
  const best = Math.round(Math.min(...runs.map(totalOf)));
  const used =
    processorMs === null ? "" : ` Processor time of all processes: ${Math.round(processorMs)} ms a record.`;
  return [
    {
      row: "whole path, 1 MB, embedded chain",
      what: "checked, proposed, reviewed, confirmed, granted, received, opened, re-encrypted, read; through all processes of the default network",
      ours,
      baseline: PUBLISHED,
      baselineName: "published: phase “share” of F10",
      ratio: timesQuicker(ours, PUBLISHED),
      goal: `≤ ${GOAL_MS} ms`,
      isMet: ours.value <= GOAL_MS,
      note: `Median of ${runs.length}, best ${best}; medians of the steps in ms: ${steps.join(", ")}.${used}`,
    },
  ];
}

function totalOf(run: StepTimes): number {
  return [...run.values()].reduce((sum, ms) => sum + ms, 0);
}
