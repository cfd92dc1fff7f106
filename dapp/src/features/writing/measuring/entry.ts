import {
  checkMeasurements,
  InvalidMeasurementsError,
  type Measurement,
  type MeasurementOptions,
  type MeasurementProblem,
  type MeasurementText,
  MEASURES,
} from "@medlattice/sdk/device/record/manual";

/** One measurement as it is typed. */
export interface EntryRow {
  readonly key: number;
  /** "" until one is chosen. */
  readonly measure: string;
  readonly value: string;
  /** As a `datetime-local` field has it: of this computer's zone. */
  readonly time: string;
  readonly note: string;
}

export interface CheckedEntry {
  readonly measurements: readonly Measurement[];
  readonly doubts: readonly MeasurementProblem[];
  readonly problems: readonly MeasurementProblem[];
}

/** Rows are counted from 1, as they stand; the unit is the measure's own. */
export function textsOf(rows: readonly EntryRow[]): readonly MeasurementText[] {
  return rows.map(({ measure, value, time, note }, index) => ({
    row: index + 1,
    time,
    measure,
    value,
    unit: MEASURES.find(({ id }) => id === measure)?.unit ?? "",
    note,
  }));
}

/** All that is wrong or rare; nothing is thrown. */
export function checkEntry(rows: readonly EntryRow[], options: MeasurementOptions): CheckedEntry {
  const texts = textsOf(rows);
  // What is rare is asked about at once, also while something else is wrong.
  const doubts = texts.flatMap((text) => checkedBy(() => checkMeasurements([text], options)).doubts);
  return { ...checkedBy(() => checkMeasurements(texts, options)), doubts };
}

export function checkedBy(check: () => Omit<CheckedEntry, "problems">): CheckedEntry {
  try {
    return { ...check(), problems: [] };
  } catch (error) {
    if (!(error instanceof InvalidMeasurementsError)) throw error;
    return { measurements: [], doubts: [], problems: error.problems };
  }
}

/** The minute it is now, as the field writes it. */
export function localMinute(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${date}T${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** Here and now, as the check takes it. */
export function optionsAt(now: Date): MeasurementOptions {
  return { now: now.getTime(), utcOffsetMinutes: -now.getTimezoneOffset() };
}
