import { measurementBundle, readMeasurementsCsv } from "@medlattice/sdk/device/record/manual";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { readInput, writeOutput } from "../../lib/files.ts";
import { counted } from "../../lib/text.ts";

const personSchema = z.string().regex(/^0x[0-9a-f]{64}$/, "must be a person id, 0x and 64 hex digits");

export const measurementsCommand = defineCommand({
  usage: "measurements <file>",
  summary: "turn a CSV file of measurements into a FHIR bundle",
  detail:
    "Columns time, measure, value, unit and, if wanted, note, with commas or semicolons. Every wrong row and column is named, and then\n" +
    "none is taken; exit code 2. No network is needed; record propose takes the bundle.",
  options: [
    ["--patient <id>", "person id of whose measurements they are", "required"],
    ["--by <id>", "person id of who entered them", "required"],
    ["--out <file>", "where to write the bundle", "required"],
  ],
  input: z.strictObject({ file: z.string(), patient: personSchema, by: personSchema, out: z.string() }),
  example: `fhir measurements grip.csv --patient 0x… --by 0x… --out grip.json`,
  async run(_cli, { file, patient, by, out }) {
    const now = new Date();
    const { measurements, doubts } = readMeasurementsCsv(textOf(await readInput(file)), {
      now: now.getTime(),
      utcOffsetMinutes: -now.getTimezoneOffset(),
    });
    const bundle = measurementBundle({
      measurements,
      patient,
      enteredBy: by,
      source: "file",
      now: now.getTime(),
    });
    const written = await writeOutput(out, bundle);
    return {
      data: { measurements: measurements.length, doubts, out: written },
      text: [
        `${counted(measurements.length, "measurement")}, written to ${written}.`,
        ...doubts.map(({ row, message }) => `Row ${row} ${message}`),
      ].join("\n"),
    };
  },
});

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidInputError("FILE_NOT_UTF8", "The file is not text in UTF-8.", {
      hints: ["Save it as “CSV UTF-8”."],
      cause,
    });
  }
}
