import { decodeRecording, eventToJson, findDriver, type RecordingSummary } from "@medlattice/sdk/device";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { defineCommand } from "../lib/command.ts";
import { readInput } from "../lib/files.ts";
import { table } from "../lib/text.ts";

export const decodeCommand = defineCommand({
  usage: "decode <file>",
  summary: "check a recording of an instrument: what its bytes say",
  detail:
    "The file holds the raw bytes of one serial line. No network is needed. Exit code 2 when the file cannot be read or is empty.\n" +
    "Drivers: intellivue, medibus, dri, bis, nonin, masimo, capnostream, ivy450c, bcc, hl7, cms50, tanita, bm58.",
  options: [
    ["--driver <name>", "which instrument's protocol it is", "required"],
    ["--events", "every event, one JSON object a line, in place of the summary"],
  ],
  input: z.strictObject({ file: z.string(), driver: z.string(), events: z.boolean().optional() }),
  example: "decode capture.bin --driver nonin --json",
  async run({ terminal }, { file, driver: name, events = false }) {
    const driver = findDriver(name);
    const bytes = await readInput(file);
    if (bytes.length === 0)
      throw new InvalidInputError("FILE_EMPTY", `${file} is empty.`, { facts: { file } });
    const summary = decodeRecording(driver, bytes, (event) => {
      if (events) terminal.output.write(`${JSON.stringify(eventToJson(event))}\n`);
    });
    const data = { ...summary };
    return events ? { data, text: "", isBare: "silent" } : { data, text: inWords(summary), isBare: true };
  },
});

function inWords({ bytes, frames, numerics, waves, device }: RecordingSummary): string {
  const { good, bad, skippedBytes } = frames;
  const number = (value: number | null): string => (value === null ? "none" : String(value));
  return [
    `${bytes} bytes: ${good} frames right, ${bad} wrong, ${skippedBytes} bytes of no frame.`,
    ...Object.entries(device).map(([member, value]) => `${member}: ${value}`),
    "",
    table(
      ["CODE", "VALUE", "UNIT", "COUNT", "VALID", "LAST"],
      numerics.map((row) => [
        row.code,
        row.label,
        row.unit ?? "",
        `${row.count}`,
        `${row.valid}`,
        number(row.last),
      ]),
    ),
    "",
    table(
      ["CODE", "WAVE", "UNIT", "HZ", "SAMPLES", "MIN", "MAX"],
      waves.map((row) => {
        const { code, label, unit, rateHz, samples, min, max } = row;
        return [code, label, unit ?? "", String(rateHz), String(samples), number(min), number(max)];
      }),
    ),
  ].join("\n");
}
