import { VerificationError } from "@medlattice/sdk/errors";
import {
  appointmentsOf,
  assignAppointment,
  openRequests,
  requestAppointment,
  type Person,
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
  const { appointmentId } = await requestAppointment(patient, {
    chainId,
    complaint: "Check-up after my stay in March",
    categories: [category],
  });
  const open = (await openRequests(manager, chainId)).find(
    ({ entry }) => entry.appointmentId === appointmentId,
  );
  if (open === undefined) throw missing("The manager does not see the patient's request.");
  const doctor = author.pseudonymOn(chainId).personId;
  const now = Math.floor(Date.now() / 1000);
  const { treatmentId } = await assignAppointment(manager, {
    open,
    doctor,
    notBefore: now,
    notAfter: now + DAY_SECONDS,
  });
  const appointment = (await appointmentsOf(author, chainId, "doctor")).find(
    (found) => found.treatmentId === treatmentId,
  );
  if (appointment === undefined) throw missing("The doctor does not see the appointment.");
  return appointment;
}

/** The network said that all was done, and it was not. */
export function missing(message: string): VerificationError {
  return new VerificationError("JOB_BROKEN", message);
}
