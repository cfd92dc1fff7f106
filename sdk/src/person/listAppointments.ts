import type { AppointmentEntry, AppointmentState } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { sealingKey } from "../keys/index.ts";
import {
  type Appointment,
  type AppointmentRequest,
  openAppointment,
  openAppointmentRequest,
} from "../record/index.ts";
import { everyItem } from "./everyPage.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

/** An appointment as one of those whom it concerns sees it. */
export interface OpenedAppointment {
  readonly entry: AppointmentEntry;
  /** What the patient asked for; for managers and the patient. */
  readonly request: AppointmentRequest | null;
  /** Doctor and treatment, once assigned; for the doctor and the patient. */
  readonly appointment: Appointment | null;
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
  const { identity } = await sealingKey(person.master, person.keyPlan.receiveEpoch);
  const institution = institutionOf(person.network, chainId);
  return await Promise.all(entries.map((entry) => opened(entry, { as, identity, institution })));
}

async function opened(
  entry: AppointmentEntry,
  {
    as,
    identity,
    institution,
  }: { readonly as: AppointmentFilter["as"]; readonly identity: string; readonly institution: Hex },
): Promise<OpenedAppointment> {
  const { patient, doctor, treatmentId, token } = entry;
  try {
    const isAssigned = token !== null && doctor !== null && treatmentId !== null;
    return {
      entry,
      request: as === "doctor" ? null : await openAppointmentRequest(entry.request, identity),
      appointment:
        as === "manager" || !isAssigned
          ? null
          : await openAppointment({
              sealed: token,
              identity,
              expected: { patient, doctor, treatmentId, institution },
            }),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    return { entry, request: null, appointment: null, problem: error };
  }
}
