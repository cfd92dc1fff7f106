import { confirmByMandate, confirmRecord } from "@medlattice/sdk/person";
import { z } from "zod";
import { type Answer, type Cli, defineCommand } from "../../lib/command.ts";
import { type ActingPerson, openPerson } from "../../lib/openPerson.ts";
import { openRecord } from "../../lib/openRecord.ts";
import { enough, findRecord, recordJson } from "../../lib/records.ts";
import { reviewText } from "../../lib/reviewText.ts";

const inputSchema = z.strictObject({ id: z.string(), chain: z.string().optional() });
type Input = z.infer<typeof inputSchema>;

export const confirmCommand = defineCommand({
  usage: "confirm <id>",
  summary: "the patient agrees to a record, after checking it once more",
  detail:
    "It joins your account chain and can be shared. Asks first when something about it is unusual. A doctor confirms under the\nmandate that the patient gave with the appointment.",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: inputSchema,
  example: "record confirm 0x1a2b",
  async run(cli, input) {
    const acting = await openPerson(cli, "patient");
    return acting.profile.role === "Patient"
      ? await confirmOwn(cli, acting, input)
      : await confirmMandated(acting, input);
  },
});

async function confirmOwn(cli: Cli, acting: ActingPerson, { id, chain }: Input): Promise<Answer> {
  const opened = await openRecord(acting, id, chain);
  cli.note(`${reviewText(acting, opened)}\n`);
  if (opened.reviewed.warnings.length > 0) await cli.confirm("Confirm it all the same?");
  const { blockNumber } = await confirmRecord(acting.person, opened.reviewed);
  const { recordId, chainId } = recordJson(acting, opened.entry);
  return {
    data: { recordId, chainId, blockNumber, byMandate: false, content: opened.facts },
    text: [
      `Confirmed: ${opened.facts.title}.`,
      `Share it: npx medlattice grant give --record ${enough(recordId)} --to <doctor> --until 30d`,
    ].join("\n"),
  };
}

async function confirmMandated(acting: ActingPerson, { id, chain }: Input): Promise<Answer> {
  const { chainId, state } = await findRecord(acting, id, { chain, as: "author" });
  const { recordId, patient } = state;
  const { blockNumber } = await confirmByMandate(acting.person, { chainId, recordId });
  return {
    data: { recordId, chainId, blockNumber, byMandate: true },
    text: `Confirmed under the mandate of ${acting.names.person(patient)}.`,
  };
}
