import {
  checkMeasurements,
  InvalidMeasurementsError,
  type Measurement,
  type MeasurementColumn,
  type MeasurementOptions,
  type MeasurementProblem,
  type MeasurementText,
} from "./checkMeasurements.ts";
import { MEASURES } from "./measures.ts";

const NEEDED = ["time", "measure", "value", "unit"] as const;
const COLUMNS: readonly MeasurementColumn[] = [...NEEDED, "note"];
/** Nobody is measured so often; a longer file is another kind of file. */
const MOST_ROWS = 10_000;

/**
 * Reads measurements from a CSV file (RFC 4180): a head `time,measure,value,unit` and, if wanted, `note`, in any order; with commas, or
 * with semicolons as spreadsheets of some languages write them; quotes, a byte order mark and empty lines are taken.
 * @throws InvalidMeasurementsError naming every wrong row and column; the head is row 1
 * @example readMeasurementsCsv("time,measure,value,unit\n2026-11-21,grip-right,41.5,kg", options)
 */
export function readMeasurementsCsv(
  text: string,
  options: MeasurementOptions,
): { readonly measurements: readonly Measurement[]; readonly doubts: readonly MeasurementProblem[] } {
  const content = text.startsWith("\u{feff}") ? text.slice(1) : text;
  const [head, ...rows] = splitCsv(content);
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const places = new Map(COLUMNS.map((column) => [column, names.indexOf(column)]));
  for (const column of NEEDED) {
    if (places.get(column) === -1) {
      throw wrong(
        1,
        column,
        "column-missing",
        `the head has no such column; it must name ${NEEDED.join(", ")}.`,
      );
    }
  }
  const twice = COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice !== undefined) throw wrong(1, twice, "column-twice", "the head has this column twice.");
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) throw wrong(2, "value", "rows-missing", "there are no measurements in the file.");
  if (filled.length > MOST_ROWS) {
    throw wrong(MOST_ROWS + 2, "value", "rows-too-many", `a file may hold ${MOST_ROWS} measurements.`);
  }
  const texts = filled.map(({ row, cells }): MeasurementText => {
    if (cells.length > names.length) {
      throw wrong(
        row,
        "value",
        "cells-too-many",
        "the row has more cells than the head; put commas inside quotes.",
      );
    }
    const cell = (column: MeasurementColumn): string => cells[places.get(column) ?? -1] ?? "";
    return {
      row,
      time: cell("time"),
      measure: cell("measure"),
      value: cell("value"),
      unit: cell("unit"),
      note: cell("note"),
    };
  });
  return checkMeasurements(texts, options);
}

/** A file to be filled in: every measure with its unit. Rows that stay empty are to be deleted, so that no example becomes a value. */
export function measurementsTemplate(day: string): string {
  const rows = MEASURES.map(({ id, unit }) => [day, id, "", unit, ""].join(","));
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

interface Line {
  readonly row: number;
  readonly cells: readonly string[];
}

function splitCsv(text: string): readonly Line[] {
  const [first = ""] = text.split(/\r\n|\r|\n/, 1);
  const separator = first.includes(";") && !first.includes(",") ? ";" : ",";
  const lines: Line[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let row = 1;
  const endCell = (): void => {
    cells.push(cell);
    cell = "";
  };
  const endLine = (): void => {
    endCell();
    lines.push({ row, cells });
    cells = [];
    row++;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index++;
      } else isQuoted = false;
    } else if (character === '"' && cell.trim() === "") {
      isQuoted = true;
      cell = "";
    } else if (character === separator) endCell();
    else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[index + 1] === "\n") index++;
      endLine();
    } else cell += character;
  }
  if (isQuoted) throw wrong(row, "note", "quote-open", "a quote is opened and never closed.");
  if (cell !== "" || cells.length > 0) endLine();
  return lines;
}

function wrong(
  row: number,
  column: MeasurementColumn,
  rule: string,
  message: string,
): InvalidMeasurementsError {
  return new InvalidMeasurementsError([{ row, column, rule, message }]);
}
