import type { OwnRecordEntry, RecordStatus } from "../../engine/records/entries.ts";

export interface RecordFilter {
  /** Null: all. */
  readonly category: string | null;
  readonly status: RecordStatus | null;
}

export const NO_FILTER: RecordFilter = { category: null, status: null };

/** Records of one month, in the person's own time zone. */
export interface Month {
  /** Its first moment. */
  readonly start: Date;
  readonly records: readonly OwnRecordEntry[];
}

export function filtered(
  records: readonly OwnRecordEntry[],
  { category, status }: RecordFilter,
): readonly OwnRecordEntry[] {
  return records.filter(
    (record) =>
      (category === null || record.category === category) && (status === null || record.status === status),
  );
}

/** By month, in the order given. */
export function monthsOf(records: readonly OwnRecordEntry[]): readonly Month[] {
  const months = Map.groupBy(records, ({ proposedAt }) => {
    const date = new Date(proposedAt * 1000);
    return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  });
  return [...months].map(([start, members]) => ({ start: new Date(start), records: members }));
}

/** Categories that occur, with how often, most first. */
export function categoriesIn(
  records: readonly OwnRecordEntry[],
): readonly { readonly category: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { category } of records) {
    if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .map(([category, count]) => ({ category, count }))
    .toSorted((a, b) => b.count - a.count || a.category.localeCompare(b.category));
}
