import type { BenchRow, Quantity } from "../../sdk/bench/row.ts";

const HEADINGS = ["row", "ours", "compared with", "times better", "goal", "met"] as const;

/** Rows as one Markdown table, aligned so that it reads on a terminal too, and what is to be said of single rows below it. */
export function renderTable(rows: readonly BenchRow[]): string {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (values: readonly string[]): string =>
    `| ${values.map((value, column) => value.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const notes = rows.flatMap(({ row, what, note }) =>
    note === undefined ? [`- ${row}: ${what}.`] : [`- ${row}: ${what}. ${note}`],
  );
  return [line(HEADINGS), rule, ...rows.map((row) => line(cellsOf(row))), "", ...notes].join("\n");
}

/** How many goals are met, and which are not. */
export function summarize(rows: readonly BenchRow[]): string {
  const judged = rows.filter(({ isMet }) => isMet !== null);
  const missed = judged.filter(({ isMet }) => isMet === false);
  if (judged.length === 0) return "None of these rows has a goal.";
  if (missed.length === 0) return `All ${judged.length} goals are met.`;
  return `${judged.length - missed.length} of ${judged.length} goals are met. Missed: ${missed.map(({ row }) => row).join("; ")}.`;
}

function cellsOf({ row, ours, baseline, baselineName, ratio, goal, isMet }: BenchRow): readonly string[] {
  const compared = baseline === null ? baselineName : `${format(baseline)}, ${baselineName}`;
  const met = isMet === null ? "–" : isMet ? "yes" : "NO";
  return [
    row,
    format(ours),
    compared || "–",
    ratio === null ? "–" : `${significant(ratio)} ×`,
    goal || "–",
    met,
  ];
}

function format({ value, unit }: Quantity): string {
  return `${significant(value)} ${unit}`;
}

/** Three digits that count, with thin groups: 2 148, 15.2, 0.31. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return String(Number(value.toPrecision(3)));
}
