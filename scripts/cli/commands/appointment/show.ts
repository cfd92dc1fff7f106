import { z } from "zod";
import { appointmentJson, findAppointment, partiesOf } from "../../lib/appointments.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { printable } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

export const showCommand = defineCommand({
  usage: "show <id>",
  summary: "one appointment with all that you may see of it",
  options: [["--chain <name>", "at the institution with this chain"]],
  input: z.strictObject({ id: z.string(), chain: z.string().optional() }),
  example: "appointment show 0x1a2b --as doctor-hospital",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "patient");
    const found = await findAppointment(acting, id, chain);
    const { entry, appointment, problem } = found;
    const facts = appointmentJson(found);
    const [patient, doctor] = partiesOf(acting, entry);
    const lines: readonly (readonly [string, string | null])[] = [
      ["Appointment", entry.appointmentId],
      ["State", entry.state],
      ["Patient", patient],
      ["Doctor", doctor],
      ["Treatment", entry.treatmentId],
      ["Complaint", facts.complaint],
      ["May write in", facts.categories.join(", ") || null],
      [
        "Time",
        appointment === null
          ? null
          : `${localTime(appointment.notBefore)} to ${localTime(appointment.notAfter)}`,
      ],
      ["Problem", problem?.message ?? null],
    ];
    return {
      data: facts,
      text: lines
        .flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}  ${printable(value)}`]))
        .join("\n"),
    };
  },
});
