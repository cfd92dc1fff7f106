import type { Identities } from "../envelope/index.ts";
import type { AppointmentEntry, AppointmentState } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import {
  type Appointment,
  type AppointmentRequest,
  openAppointment,
  openAppointmentRequest,
} from "../record/index.ts";
import { openCategoryKeys, openTreatmentMandate, type TreatmentMandate } from "../visit/index.ts";
import { everyItem } from "./everyPage.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** An appointment as one of those whom it concerns sees it. */
export interface OpenedAppointment {
  readonly entry: AppointmentEntry;
  /** What the patient asked for; for managers and the patient. */
  readonly request: AppointmentRequest | null;
  /** Doctor and treatment, once assigned, with all keys the patient gave along; for the doctor and the patient. */
  readonly appointment: Appointment | null;
  /** The patient's agreement beforehand to the records of the treatment; for the doctor and the patient. */
  readonly mandate: TreatmentMandate | null;
  /** Why what is sealed in it could not be believed. One that is wrong hides none of the others. */
  readonly problem: MedLatticeError | null;
}

export interface AppointmentFilter {
  readonly chainId: number;
  readonly as: "patient" | "doctor" | "manager";
  readonly state?: AppointmentState;
}

/** The person's appointments on an institution's chain, newest first, unsealed and checked. */
export async function listAppointments(
  person: Person,
  { chainId, as, state }: AppointmentFilter,
): Promise<readonly OpenedAppointment[]> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const entries = await everyItem((page: { readonly cursor?: number }) =>
    oracle.appointments.list({ as, ...(state === undefined ? {} : { state }), ...page }),
  );
  const identity = await ownIdentities(person);
  const institution = institutionOf(person.network, chainId);
  return await Promise.all(entries.map((entry) => opened(entry, { as, identity, institution })));
}

interface Looker {
  readonly as: AppointmentFilter["as"];
  /** age identity of who looks. */
  readonly identity: Identities;
  readonly institution: Hex;
}

async function opened(entry: AppointmentEntry, looker: Looker): Promise<OpenedAppointment> {
  const { as, identity } = looker;
  try {
    const token = as === "manager" ? null : await tokenOf(entry, looker);
    return {
      entry,
      request: as === "doctor" ? null : await openAppointmentRequest(entry.request, identity),
      appointment: token === null || as !== "doctor" ? token : await withFurtherKeys(token, entry, identity),
      mandate: as === "manager" ? null : await mandateOf(entry, looker),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    return { entry, request: null, appointment: null, mandate: null, problem: error };
  }
}

async function tokenOf(
  { token, patient, doctor, treatmentId }: AppointmentEntry,
  { identity, institution }: Looker,
): Promise<Appointment | null> {
  if (token === null || doctor === null || treatmentId === null) return null;
  return await openAppointment({
    sealed: token,
    identity,
    expected: { patient, doctor, treatmentId, institution },
  });
}

/** A key given later replaces that of the same category in the request; each is checked against the chain when it is used. */
async function withFurtherKeys(
  appointment: Appointment,
  { appointmentId, enclosures }: AppointmentEntry,
  identity: Identities,
): Promise<Appointment> {
  if (enclosures.keys === null) return appointment;
  const further = await openCategoryKeys(appointmentId, enclosures.keys, identity);
  const labels = new Set(further.map(({ leaf }) => leaf.label));
  const kept = appointment.keys.filter(({ leaf }) => leaf.kind !== "category" || !labels.has(leaf.label));
  return { ...appointment, keys: [...kept, ...further] };
}

async function mandateOf(
  { appointmentId, enclosures }: AppointmentEntry,
  { as, identity }: Looker,
): Promise<TreatmentMandate | null> {
  if (enclosures.mandate === null) return null;
  try {
    return await openTreatmentMandate(appointmentId, enclosures.mandate, identity);
  } catch (error) {
    // Until copies were sealed to the patient too, only the doctor could open it.
    if (as === "patient" && error instanceof MedLatticeError) return null;
    throw error;
  }
}
