import { listMandates } from "@medlattice/sdk/person";
import { z } from "zod";
import { defineCommand } from "../../lib/command.ts";
import { openPerson, privatePseudonyms } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const mandatesCommand = defineCommand({
  usage: "mandates",
  summary: "to whom you have agreed beforehand, and until when",
  detail:
    "The last mandate of each appointment. One that was replaced holds until its own time is over, and only the id it was\ngiven with takes it back.",
  options: [["--chain <name>", "only at the institution with this chain"]],
  input: z.strictObject({ chain: z.string().optional() }),
  example: "appointment mandates",
  async run(cli, { chain }) {
    const acting = await openPerson(cli, "patient");
    const lists = privatePseudonyms(acting, chain).map(({ chainId }) => listMandates(acting.person, chainId));
    const mandates = (await Promise.all(lists)).flat();
    const rows = mandates.map(({ mandateId, appointmentId, treatmentId, doctor, state, notAfter }) => [
      mandateId,
      state,
      shortId(appointmentId),
      shortId(treatmentId),
      doctor === null ? "–" : acting.names.person(doctor),
      localTime(notAfter),
    ]);
    return {
      data: { mandates },
      text:
        rows.length === 0
          ? "You have agreed to nothing beforehand. npx medlattice appointment mandate <id> does."
          : table(["MANDATE", "STATE", "APPOINTMENT", "TREATMENT", "DOCTOR", "UNTIL"], rows),
    };
  },
});
