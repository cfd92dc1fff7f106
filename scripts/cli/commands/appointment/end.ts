import { cancelAppointment, closeAppointment } from "@medlattice/sdk/person";
import { z } from "zod";
import { findAppointment } from "../../lib/appointments.ts";
import { type CommandDefinition, defineCommand } from "../../lib/command.ts";
import { openPerson } from "../../lib/openPerson.ts";
import { shortId } from "../../lib/text.ts";

const input = z.strictObject({ id: z.string(), chain: z.string().optional() });
const options = [["--chain <name>", "at the institution with this chain"]] as const;

export const cancelCommand: CommandDefinition = defineCommand({
  usage: "cancel <id>",
  summary: "the patient or a manager cancels an appointment",
  detail: "What was written under its treatment stays.",
  options,
  input,
  example: "appointment cancel 0x1a2b",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "patient");
    const { entry } = await findAppointment(acting, id, chain);
    const { appointmentId, chainId } = entry;
    await cli.confirm(`Cancel appointment ${shortId(appointmentId)}?`);
    const { state } = await cancelAppointment(acting.person, { chainId, appointmentId });
    return {
      data: { appointmentId, chainId, state },
      text: `Appointment ${shortId(appointmentId)} is cancelled.`,
    };
  },
});

export const closeCommand: CommandDefinition = defineCommand({
  usage: "close <id>",
  summary: "the doctor or a manager closes an appointment after the visit",
  detail: "Nothing more is written under it.",
  options,
  input,
  example: "appointment close 0x1a2b --as doctor-hospital",
  async run(cli, { id, chain }) {
    const acting = await openPerson(cli, "doctor");
    const { entry } = await findAppointment(acting, id, chain);
    const { appointmentId, chainId } = entry;
    const { state } = await closeAppointment(acting.person, { chainId, appointmentId });
    return {
      data: { appointmentId, chainId, state },
      text: `Appointment ${shortId(appointmentId)} is closed.`,
    };
  },
});
