import { InvalidInputError } from "../../../errors/index.ts";
import { type Measure, MEASURES } from "./measures.ts";
import { readTime } from "./readTime.ts";

/** What somebody typed, or a row of a file. */
export interface MeasurementText {
  /** As a spreadsheet counts; in a form the line of it. */
  readonly row: number;
  readonly time: string;
  readonly measure: string;
  readonly value: string;
  readonly unit: string;
  readonly note?: string;
}

export type MeasurementColumn = "time" | "measure" | "value" | "unit" | "note";

export interface MeasurementProblem {
  readonly row: number;
  readonly column: MeasurementColumn;
  /** Stable: "value-impossible", "unit-unknown", … */
  readonly rule: string;
  readonly message: string;
}

export interface Measurement {
  readonly row: number;
  readonly measure: Measure;
  /** A FHIR dateTime, as precise as it was given. */
  readonly time: string;
  /** In the measure's own unit. */
  readonly value: number;
  readonly note?: string;
}

export interface MeasurementOptions {
  /** Milliseconds since 1970: nothing was measured after it. */
  readonly now: number;
  /** Of times that name no zone, minutes east of UTC. */
  readonly utcOffsetMinutes: number;
}

/** Rows that cannot be taken: all of them are named, and none is taken. */
export class InvalidMeasurementsError extends InvalidInputError {
  readonly problems: readonly MeasurementProblem[];

  constructor(problems: readonly [MeasurementProblem, ...MeasurementProblem[]]) {
    const [{ row, column, rule, message }] = problems;
    super("MEASUREMENTS_INVALID", `Row ${row}, ${column}: ${message}`, {
      hints: problems.slice(1, 10).map((each) => `Row ${each.row}, ${each.column}: ${each.message}`),
      facts: { row, column, rule, problems: problems.length },
    });
    this.problems = problems;
  }
}

/** Longer notes belong into a letter. */
const MOST_NOTE = 1_000;
/** Whoever typed a time may have a watch that is fast. */
const FUTURE_MS = 300_000;
const NUMBER = /^[+-]?(?:\d{1,9}(?:[.,]\d{1,9})?|[.,]\d{1,9})$/;

/**
 * Checks what was typed against what can be (P17).
 * @returns the measurements, and `doubts`: values that are taken, but rare
 * @throws InvalidMeasurementsError naming every wrong row and column
 */
export function checkMeasurements(
  rows: readonly MeasurementText[],
  options: MeasurementOptions,
): { readonly measurements: readonly Measurement[]; readonly doubts: readonly MeasurementProblem[] } {
  const problems: MeasurementProblem[] = [];
  const doubts: MeasurementProblem[] = [];
  const measurements = rows.flatMap((row) => checkRow(row, options, problems, doubts) ?? []);
  problems.push(...contradictions(measurements));
  const [first, ...rest] = problems;
  if (first !== undefined) throw new InvalidMeasurementsError([first, ...rest]);
  return { measurements, doubts };
}

function checkRow(
  text: MeasurementText,
  options: MeasurementOptions,
  problems: MeasurementProblem[],
  doubts: MeasurementProblem[],
): Measurement | undefined {
  const { row } = text;
  const before = problems.length;
  const refuse = (column: MeasurementColumn, rule: string, message: string): void =>
    void problems.push({ row, column, rule, message });
  const time = readTime(text.time, options.utcOffsetMinutes);
  if (time === undefined)
    refuse("time", "time-form", "is not a date or time such as 2026-11-21 or 2026-11-21 08:30.");
  else if (time.at > options.now + FUTURE_MS) refuse("time", "time-future", "lies in the future.");
  const note = text.note?.trim() ?? "";
  if (note.length > MOST_NOTE) refuse("note", "note-long", `is longer than ${MOST_NOTE} characters.`);
  const measure = MEASURES.find(({ id }) => id === text.measure.trim().toLowerCase());
  const number = numberOf(text.value);
  if (measure === undefined) {
    refuse("measure", "measure-unknown", `is none of ${MEASURES.map(({ id }) => id).join(", ")}.`);
  }
  if (number === undefined) {
    const isEmpty = text.value.trim() === "";
    refuse("value", isEmpty ? "value-missing" : "value-form", isEmpty ? "is empty." : "is not a number.");
  }
  const factor = measure === undefined ? undefined : factorOf(measure, text.unit.trim());
  if (measure !== undefined && factor === undefined) {
    const units = [measure.unit, ...Object.keys(measure.alsoIn)].join(", ");
    refuse("unit", "unit-unknown", `is not a unit of ${measure.label}; there are ${units}.`);
  }
  if (measure === undefined || number === undefined || factor === undefined) return undefined;
  const value = factor === 1 ? number : Number((number * factor).toPrecision(12));
  const { possible, usual, unit, label } = measure;
  if (!within(value, possible)) {
    refuse(
      "value",
      "value-impossible",
      `cannot be: ${label} lies between ${possible[0]} and ${possible[1]} ${unit}.`,
    );
  } else if (measure.isWhole && !Number.isInteger(value)) {
    refuse("value", "value-not-whole", "must be a whole number.");
  } else if (!within(value, usual)) {
    const message = `is rare: ${label} is mostly between ${usual[0]} and ${usual[1]} ${unit}. Look again.`;
    doubts.push({ row, column: "value", rule: "value-rare", message });
  }
  if (time === undefined || problems.length > before) return undefined;
  return { row, measure, time: time.text, value, ...(note === "" ? {} : { note }) };
}

/** With a decimal point or comma, never with a thousands separator. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim().replace("\u{2212}", "-");
  return NUMBER.test(trimmed) ? Number(trimmed.replace(",", ".")) : undefined;
}

function factorOf({ unit, alsoIn }: Measure, given: string): number | undefined {
  if (given === unit) return 1;
  return Object.hasOwn(alsoIn, given) ? alsoIn[given] : undefined;
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** What one person cannot have at one time. */
function contradictions(measurements: readonly Measurement[]): readonly MeasurementProblem[] {
  const found = new Map(measurements.map((each) => [`${each.measure.id} ${each.time}`, each]));
  return measurements.flatMap(({ row, value, time, measure }): MeasurementProblem[] => {
    const fvc = measure.id === "fev1" ? found.get(`fvc ${time}`) : undefined;
    if (fvc !== undefined && value > fvc.value) {
      const message = `is more than the vital capacity of row ${fvc.row}.`;
      return [{ row, column: "value", rule: "fev1-above-fvc", message }];
    }
    const systolic = measure.id === "diastolic" ? found.get(`systolic ${time}`) : undefined;
    if (systolic !== undefined && value >= systolic.value) {
      const message = `is not below the systolic pressure of row ${systolic.row}.`;
      return [{ row, column: "value", rule: "diastolic-above-systolic", message }];
    }
    return [];
  });
}
