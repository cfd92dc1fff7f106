import { confirmRecord } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { enough, recordJson } from "../../lib/records.ts";
import { reviewText } from "../../lib/reviewText.ts";

export const confirmCommand = defineCommand({
  usage: "confirm <id>",
  summary: "the patient agrees to a record, after checking it once more",
  detail: "It joins your account chain and can be shared. Asks first when something about it is unusual.",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ id: z.string(), chain: z.string().optional() }),
  example: "record confirm 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "patient");
    const opened = await openRecord(acting, id, chain);
    cli.note(`${reviewText(acting, opened)}\n`);
    if (opened.reviewed.warnings.length > 0) await cli.confirm("Confirm it all the same?");
    const { blockNumber } = await confirmRecord(acting.person, opened.reviewed);
    const { recordId, chainId } = recordJson(acting, opened.entry);
    return {
      data: { recordId, chainId, blockNumber, content: opened.facts },
      text: [
        `Confirmed: ${opened.facts.title}.`,
        `Share it: npx medlattice grant give --record ${enough(recordId)} --to <doctor> --until 30d`,
      ].join("\n"),
    };
  },
});
