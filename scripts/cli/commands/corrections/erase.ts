import { prepareErasure, requestCorrection } from "@medlattice/sdk/person";
import { CORRECTION_REASON } from "@medlattice/sdk/record";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { correctionJson } from "../../lib/corrections.ts";
import { REASON_NAMES, reasonSchema } from "../../lib/correctionWords.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { enough, findRecord, sideOf } from "../../lib/records.ts";

export const eraseCommand = defineCommand({
  usage: "erase <id>",
  summary: "have a record's content destroyed for good",
  detail:
    "A patient asks the record's doctor for it. The doctor's signed word is then the patient's to permit; only then every\nstation destroys the content. Its place in the account stays.",
  options: [
    ["--reason <name>", `${REASON_NAMES} (default: patients-wish)`],
    ["--words <text>", "to the other one, sealed"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    id: z.string(),
    reason: reasonSchema.optional(),
    words: z.string().optional(),
    chain: z.string().optional(),
  }),
  example: "erase 0x1a2b --words 'I want this gone'",
  async run(cli, { id, reason = CORRECTION_REASON.patientsWish, words, chain }) {
    const acting = await openPerson(cli, "patient");
    const as = sideOf(acting);
    const { chainId, state } = await findRecord(acting, id, { chain, as });
    const { recordId } = state;
    if (as === "patient") {
      const asked = words ?? "Please erase this record.";
      const request = await requestCorrection(acting.person, { chainId, recordId, words: asked });
      return {
        data: { recordId, chainId, request },
        text: `${acting.names.person(state.author)} was asked to erase it. You permit it when it is handed in.`,
      };
    }
    await cli.confirm("Hand in that this record's content is to be destroyed for good?");
    const said = words === undefined ? {} : { words };
    const entry = await prepareErasure(acting.person, { chainId, recordId, reason, ...said });
    return {
      data: correctionJson(entry),
      text: `Handed in. The patient permits it with: npx medlattice corrections permit ${enough(entry.correctionHash)}`,
    };
  },
});
