import type { DeviceDriver } from "../contract.ts";
import { createStreamSession, type Line, numeric } from "../stream/createStreamSession.ts";
import { scanLine } from "../stream/scanLine.ts";
import {
  BC_418,
  BODY_MASS_INDEX,
  FAT,
  FAT_FREE_MASS,
  FAT_MASS,
  type Field,
  HEIGHT,
  PAIRS,
  TBF_310,
  WEIGHT,
} from "./fields.ts";

const MAX_LINE_BYTES = 400;
/** Values are rounded to tenths; masses worked out of them may differ by this much, in kg. */
const MASS_TOLERANCE = 0.3;
const INDEX_TOLERANCE = 0.3;
const GENDERS: ReadonlyMap<string, string> = new Map([
  ["1", "male"],
  ["2", "female"],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ["0", "standard"],
  ["1", "standard"],
  ["2", "athletic"],
]);
const AGE = /^\d{1,3}$/;
const PAIR_KEY = /^[A-Za-z0-9]{2}$/;

/** Tanita TBF-310, the result line of BC-418, and scales that send pairs (SC-240): a line per measurement, without a request. */
export const tanita: DeviceDriver = {
  name: "tanita",
  version: "1.0.0",
  label: "Tanita body composition",
  manufacturer: "Tanita",
  lines: [4800, 9600].map((baudRate) => ({
    baudRate,
    dataBits: 8,
    stopBits: 1,
    parity: "none",
    flowControl: "none",
  })),
  help: "device.help.tanita",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => ({
      maxFrameBytes: MAX_LINE_BYTES,
      scan: (bytes, start, end) =>
        scanLine(line, bytes, start, end, MAX_LINE_BYTES, (text) => readLine(line, text)),
    })),
};

function readLine(line: Line, text: string): "good" | "bad" | "strange" {
  const fields = text.split(",").map((field) => field.trim());
  if (fields.length === TBF_310.length) return readOrdered(line, TBF_310, fields);
  if (fields.length === BC_418.length + 4)
    return readOrdered(line, ["type", "gender", ...BC_418], fields.slice(2));
  if (fields.length >= 6 && fields.length % 2 === 0) return readPairs(line, fields);
  return "strange";
}

function readOrdered(
  line: Line,
  layout: readonly (Field | "type" | "gender" | "age")[],
  fields: readonly string[],
): "good" | "bad" {
  const values = new Map<Field, number>();
  const entered: Record<string, string> = {};
  for (const [index, member] of layout.entries()) {
    const text = fields[index] ?? "";
    if (typeof member !== "string") {
      if (!isIn(member, text)) return "bad";
      values.set(member, Number(text));
      continue;
    }
    const known = member === "type" ? TYPES.get(text) : member === "gender" ? GENDERS.get(text) : text;
    if (known === undefined || (member === "age" && !AGE.test(text))) return "bad";
    entered[member] = known;
  }
  put(line, values);
  const { gender = "", type = "", age = "" } = entered;
  line.status("entered", `Entered at the scale: ${gender}, ${type}, ${age} years`, "info");
  return "good";
}

function readPairs(line: Line, fields: readonly string[]): "good" | "bad" | "strange" {
  const values = new Map<Field, number>();
  for (let index = 0; index < fields.length; index += 2) {
    const [key = "", text = ""] = fields.slice(index, index + 2);
    if (!PAIR_KEY.test(key)) return "strange";
    const field = PAIRS.get(key);
    if (field === undefined) continue;
    if (!isIn(field, text) || values.has(field)) return "bad";
    values.set(field, Number(text));
  }
  if (!values.has(WEIGHT)) return "strange";
  put(line, values);
  return "good";
}

function isIn({ form, most }: Field, text: string): boolean {
  return form.test(text) && Math.abs(Number(text)) <= most;
}

/** Puts values out; those that contradict each other are kept, and marked. */
function put(line: Line, values: ReadonlyMap<Field, number>): void {
  const weight = values.get(WEIGHT);
  const height = values.get(HEIGHT);
  const doubtful = new Set<Field>();
  const differs = (one: number | undefined, other: number | undefined, tolerance: number): boolean =>
    one !== undefined && other !== undefined && one !== 0 && Math.abs(one - other) > tolerance;
  if (weight !== undefined) {
    const fat = values.get(FAT);
    const fatMass = values.get(FAT_MASS);
    if (differs(fatMass, fat === undefined ? undefined : (weight * fat) / 100, MASS_TOLERANCE)) {
      for (const field of [WEIGHT, FAT, FAT_MASS]) doubtful.add(field);
    }
    if (
      differs(values.get(FAT_FREE_MASS), fatMass === undefined ? undefined : weight - fatMass, MASS_TOLERANCE)
    ) {
      for (const field of [WEIGHT, FAT_MASS, FAT_FREE_MASS]) doubtful.add(field);
    }
    const index = height === undefined || height === 0 ? undefined : weight / (height / 100) ** 2;
    if (differs(values.get(BODY_MASS_INDEX), index, INDEX_TOLERANCE)) doubtful.add(BODY_MASS_INDEX);
  }
  for (const [field, value] of values) {
    const { code, unit } = field;
    // Somebody who only wants to be weighed has no composition: it is sent as 0.
    if (value === 0) numeric(line, code, unit, "not-performed");
    else numeric(line, code, unit, value, doubtful.has(field) ? { quality: "questionable" } : {});
  }
}
