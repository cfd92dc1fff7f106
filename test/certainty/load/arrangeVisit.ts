import assert from "node:assert/strict";
import {
  appointmentsOf,
  assignAppointment,
  openRequests,
  type Person,
  requestAppointment,
} from "@medlattice/sdk/person";
import type { Appointment } from "@medlattice/sdk/record";

const DAY_SECONDS = 86_400;

/** Patient asks for an appointment, the manager names the doctor (F3). @returns what the doctor finds in the list of visits */
export async function arrangeVisit(
  {
    patient,
    manager,
    author,
  }: { readonly patient: Person; readonly manager: Person; readonly author: Person },
  chainId: number,
  category: string,
): Promise<Appointment> {
  const asked = { chainId, complaint: "Blood test", categories: [category] };
  const { appointmentId } = await requestAppointment(patient, asked);
  const requests = await openRequests(manager, chainId);
  const open = requests.find(({ entry }) => entry.appointmentId === appointmentId);
  assert.ok(open, "the manager sees the request");
  const now = Math.floor(Date.now() / 1000);
  const { treatmentId } = await assignAppointment(manager, {
    open,
    doctor: author.pseudonymOn(chainId).personId,
    notBefore: now,
    notAfter: now + DAY_SECONDS,
  });
  const visits = await appointmentsOf(author, chainId, "doctor");
  const visit = visits.find((found) => found.treatmentId === treatmentId);
  assert.ok(visit, "the doctor sees the appointment");
  return visit;
}
