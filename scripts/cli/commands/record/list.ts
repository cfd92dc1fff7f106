import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { recordJson, recordsOf, sideOf } from "../../lib/records.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const listCommand = defineCommand({
  usage: "list",
  summary: "a patient's records, or those a doctor wrote",
  options: [["--chain <name>", "only at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "record list",
  async run(cli, { chain }) {
    const acting = await openPerson(cli, "patient");
    const side = sideOf(acting);
    const records = (await recordsOf(acting, { chain, as: side })).map((entry) => recordJson(acting, entry));
    const { names } = acting;
    const empty =
      side === "patient"
        ? "You have no records yet. They begin with: npx medlattice appointment request"
        : "You have written no records yet. Begin with: npx medlattice record propose --file <bundle.json>";
    const rows = records.map(({ recordId, status, category, author, patient, proposedAt, institution }) => [
      shortId(recordId),
      status,
      side === "patient" ? (category ?? "–") : names.person(patient),
      side === "patient" ? names.person(author) : "–",
      names.organization(institution),
      localTime(proposedAt),
    ]);
    const headings =
      side === "patient"
        ? ["RECORD", "STATE", "CATEGORY", "WRITTEN BY", "AT", "SINCE"]
        : ["RECORD", "STATE", "PATIENT", "", "AT", "SINCE"];
    return { data: { records }, text: rows.length === 0 ? empty : table(headings, rows) };
  },
});
