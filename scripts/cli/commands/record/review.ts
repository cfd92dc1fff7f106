import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { reviewText } from "../../lib/reviewText.ts";
import { enough, recordJson } from "../../lib/records.ts";

export const reviewCommand = defineCommand({
  usage: "review <id>",
  summary: "the patient opens and checks a record, proposed or confirmed",
  detail: "Everything is verified against the chain; the content is opened on this machine only.",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ id: z.string(), chain: z.string().optional() }),
  example: "record review 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "patient");
    const opened = await openRecord(acting, id, chain);
    const { entry, reviewed, facts } = opened;
    const record = recordJson(acting, entry);
    const next =
      record.status === "proposed"
        ? [
            "",
            `Confirm it: npx medlattice record confirm ${enough(record.recordId)}`,
            `Or dispute it: npx medlattice record dispute ${enough(record.recordId)} --reason <text>`,
          ]
        : [];
    return {
      data: { record, content: facts, warnings: reviewed.warnings },
      text: [reviewText(acting, opened), ...next].join("\n"),
    };
  },
});
