import { InvalidInputError } from "@medlattice/sdk/errors";
import { assignAppointment } from "@medlattice/sdk/person";
import { z } from "zod";
import { findAppointment } from "../../lib/appointments.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { findColleague } from "../../lib/people.ts";
import { shortId } from "../../lib/text.ts";
import { localTime, nowSeconds, parseMoment } from "../../lib/time.ts";

export const assignCommand = defineCommand({
  usage: "assign <id>",
  summary: "the manager names the doctor and opens a treatment",
  detail: "Doctor and patient get the treatment's id, sealed to both; the doctor writes records under it.",
  options: [
    ["--doctor <who>", "name, or the beginning of the pseudonym on this chain", "required"],
    ["--from <time>", "when it begins (default: now)"],
    ["--until <time>", "when it ends (default: 1d)"],
    ["--chain <name>", "at the institution with this chain"],
  ],
  input: z.strictObject({
    id: z.string(),
    doctor: z.string(),
    from: z.string().optional(),
    until: z.string().default("1d"),
    chain: z.string().optional(),
  }),
  example: 'appointment assign 0x1a2b --doctor "Anna Keller" --until 2w',
  async run(cli, { id, doctor, from, until, chain }) {
    const now = nowSeconds();
    const notBefore = from === undefined ? now : parseMoment(from, now);
    const notAfter = parseMoment(until, now);
    if (notAfter <= notBefore) {
      throw new InvalidInputError("TIME_INVALID", "The appointment would end before it begins.");
    }
    const acting = await openPerson(cli, "manager");
    const { entry, request, problem } = await findAppointment(acting, id, chain);
    if (request === null) {
      throw (
        problem ??
        new InvalidInputError("NOT_MANAGER", "Only managers of the institution assign appointments.")
      );
    }
    const colleague = await findColleague(acting, entry.chainId, doctor);
    const { treatmentId } = await assignAppointment(acting.person, {
      open: { entry, request },
      doctor: colleague.personId,
      notBefore,
      notAfter,
    });
    return {
      data: {
        appointmentId: entry.appointmentId,
        chainId: entry.chainId,
        doctor: colleague.personId,
        treatmentId,
        notBefore,
        notAfter,
      },
      text: [
        `${colleague.name} sees ${acting.names.person(entry.patient)} until ${localTime(notAfter)}; treatment ${shortId(treatmentId)}.`,
        `The doctor writes with: npx medlattice record propose --treatment ${treatmentId.slice(0, 10)} --file <bundle.json>`,
      ].join("\n"),
    };
  },
});
