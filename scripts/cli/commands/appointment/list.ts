import { appointmentState } from "@medlattice/sdk/client";
import type { Profile } from "@medlattice/sdk/node/profile";
import { z } from "zod";
import { appointmentJson, appointmentsFor, partiesOf } from "../../lib/appointments.ts";
import { defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { shortId, table } from "../../lib/text.ts";
import { localTime } from "../../lib/time.ts";

const WHEN_EMPTY: Readonly<Record<Profile["role"], string>> = {
  Patient: "You have no appointments. Ask for one: npx medlattice appointment request --complaint <text>",
  Doctor: "You have no appointments. A manager assigns them: npx medlattice appointment assign",
  Manager: "Nobody asks for an appointment at the moment.",
  Staff: "Nobody asks for an appointment at the moment.",
};

export const listCommand = defineCommand({
  usage: "list",
  summary: "your appointments, as patient, doctor or manager",
  options: [
    ["--status <state>", "only those requested, assigned, closed or cancelled"],
    ["--chain <name>", "only at the institution with this chain"],
  ],
  input: z.strictObject({ status: appointmentState.optional(), chain: z.string().optional() }),
  example: "appointment list --as doctor-hospital",
  async run(cli, { status, chain }) {
    const acting = await openPerson(cli, "patient");
    const found = await appointmentsFor(acting, { state: status, chain });
    const rows = found.map((each) => {
      const { entry, request, appointment, problem } = each;
      const about = appointment?.complaint ?? request?.complaint ?? problem?.message ?? "–";
      return [
        shortId(entry.appointmentId),
        entry.state,
        ...partiesOf(acting, entry),
        entry.treatmentId === null ? "–" : shortId(entry.treatmentId),
        localTime(entry.createdAt),
        about.length > 50 ? `${about.slice(0, 49)}…` : about,
      ];
    });
    return {
      data: { appointments: found.map(appointmentJson) },
      text:
        rows.length === 0
          ? WHEN_EMPTY[acting.profile.role]
          : table(["APPOINTMENT", "STATE", "PATIENT", "DOCTOR", "TREATMENT", "SINCE", "COMPLAINT"], rows),
    };
  },
});
