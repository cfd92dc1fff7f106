import { validateFhir } from "@medlattice/sdk/fhir";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { readInput } from "../../lib/files.ts";
import { counted, sizeInWords, table } from "../../lib/text.ts";

export const validateCommand = defineCommand({
  usage: "validate <file>",
  summary: "check that a file is FHIR R4 and say what it is",
  detail: "Nothing is sent anywhere. Exit code 2 when the file cannot be taken in.",
  input: z.strictObject({ file: z.string() }),
  example: "fhir validate bundle.json",
  async run(_cli, { file }) {
    const bytes = await readInput(file);
    const intake = await validateFhir({ bytes });
    const { title, summary, resourceType, resourceCount, counts, warnings, suggestedCategory } = intake;
    const advice =
      warnings.length === 0
        ? []
        : [
            "",
            `${counted(warnings.length, "warning")}; the file is taken in all the same:`,
            table(
              ["WHERE", "WHAT"],
              warnings.map(({ path, message }) => [path, message]),
            ),
          ];
    return {
      data: { ...intake, bytes: bytes.length },
      text: [
        `${title}: valid FHIR R4 (${sizeInWords(bytes.length)}).`,
        summary,
        "",
        table(
          ["RESOURCE", "COUNT"],
          counts.map(({ type, count }) => [type, String(count)]),
        ),
        "",
        `${resourceType} with ${counted(resourceCount, "resource")}; suggested category: ${suggestedCategory}.`,
        ...advice,
      ].join("\n"),
    };
  },
});
