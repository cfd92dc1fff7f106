import type { AppointmentEntry, AppointmentState } from "@medlattice/sdk/client";
import type { Profile } from "@medlattice/sdk/node/profile";
import { listAppointments, type OpenedAppointment } from "@medlattice/sdk/person";
import type { ActingPerson } from "./openPerson.ts";
import { privatePseudonyms } from "./openPerson.ts";
import { pickById } from "./pick.ts";

const SIDES: Readonly<Record<Profile["role"], "patient" | "doctor" | "manager">> = {
  Patient: "patient",
  Doctor: "doctor",
  Manager: "manager",
  Staff: "manager",
};

/** Everything the acting person sees of appointments, at all institutions or the one named. */
export async function appointmentsFor(
  acting: ActingPerson,
  { chain, state }: { readonly chain?: string | undefined; readonly state?: AppointmentState | undefined },
): Promise<readonly OpenedAppointment[]> {
  const filter = { as: SIDES[acting.profile.role], ...(state === undefined ? {} : { state }) };
  const pseudonyms = privatePseudonyms(acting, chain);
  const lists = await Promise.all(
    pseudonyms.map(({ chainId }) => listAppointments(acting.person, { chainId, ...filter })),
  );
  return lists.flat();
}

/** The appointment whose id, or whose treatment's id, begins like this. */
export async function findAppointment(
  acting: ActingPerson,
  prefix: string,
  chain?: string,
): Promise<OpenedAppointment> {
  return pickById(await appointmentsFor(acting, { chain }), prefix, {
    idOf: ({ entry }) => entry.appointmentId,
    noun: "appointment",
    listCommand: "npx medlattice appointment list shows them.",
  });
}

/** What a program is told of an appointment. */
export function appointmentJson({ entry, request, appointment, problem }: OpenedAppointment) {
  const { appointmentId, chainId, patient, doctor, treatmentId, state, createdAt, updatedAt } = entry;
  return {
    appointmentId,
    chainId,
    state,
    patient,
    doctor,
    treatmentId,
    complaint: appointment?.complaint ?? request?.complaint ?? null,
    categories: categoriesOf({ request, appointment }),
    notBefore: appointment?.notBefore ?? null,
    notAfter: appointment?.notAfter ?? null,
    createdAt,
    updatedAt,
    problem: problem?.message ?? null,
  };
}

/** Categories a doctor may write in under it, as far as the person may know. */
export function categoriesOf({
  request,
  appointment,
}: Pick<OpenedAppointment, "request" | "appointment">): readonly string[] {
  const keys = appointment?.keys ?? request?.keys ?? [];
  return keys.flatMap(({ leaf }) => (leaf.kind === "category" ? [leaf.label] : []));
}

/** Who meets whom, for a list. */
export function partiesOf(
  { names }: ActingPerson,
  { patient, doctor }: AppointmentEntry,
): readonly [string, string] {
  return [names.person(patient), doctor === null ? "–" : names.person(doctor)];
}
