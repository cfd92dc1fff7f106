import type { AppointmentEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

interface WhichAppointment {
  readonly chainId: number;
  readonly appointmentId: Hex;
}

/** The patient or a manager cancels an appointment. What was written under its treatment stays. */
export async function cancelAppointment(
  person: Person,
  { chainId, appointmentId }: WhichAppointment,
): Promise<AppointmentEntry> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { sequence } = await oracle.appointments.get(appointmentId);
  return await oracle.appointments.cancel(appointmentId, sequence);
}

/** The doctor or a manager closes an appointment after the visit: nothing more is written under it. */
export async function closeAppointment(
  person: Person,
  { chainId, appointmentId }: WhichAppointment,
): Promise<AppointmentEntry> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { sequence } = await oracle.appointments.get(appointmentId);
  return await oracle.appointments.close(appointmentId, sequence);
}
