import type { AppointmentEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { sealMessage } from "../envelope/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { discloseLeaf, readSealingLeaf, sealingKey } from "../keys/index.ts";
import {
  type Appointment,
  type AppointmentRequest,
  appointmentRequestSchema,
  newId,
  sealAppointment,
} from "../record/index.ts";
import { ownKeyManifest } from "./keyManifest.ts";
import { listAppointments } from "./listAppointments.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

/**
 * The patient asks for an appointment (F3): the complaint, and the keys of the categories that may be written in, are sealed to the
 * institution's managers, and to the patient who may want to read it again.
 */
export async function requestAppointment(
  patient: Person,
  options: { readonly chainId: number; readonly complaint: string; readonly categories: readonly string[] },
): Promise<{ readonly appointmentId: Hex }> {
  const { chainId, complaint, categories } = options;
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const { managers } = await oracle.appointments.desk();
  if (managers.length === 0) {
    throw new InvalidInputError("NO_MANAGER", "This institution has no manager who takes requests now.", {
      hints: ["Call the institution; a manager has to publish keys first."],
    });
  }
  const leaves = await Promise.all(managers.map((manager) => verifiedLeaf(patient, manager)));
  const { recipient } = await sealingKey(patient.master, patient.keyPlan.receiveEpoch);
  const recipients = [...leaves.map(readSealingLeaf), recipient];
  const signed = await ownKeyManifest(patient, chainId);
  const keys = [
    discloseLeaf(signed, "sealing"),
    ...categories.map((code) => discloseLeaf(signed, "category", code)),
  ];
  const message: AppointmentRequest = {
    format: "medlattice/appointment-request/v1",
    chainId,
    patient: patient.pseudonymOn(chainId).personId,
    complaint,
    keys,
  };
  const appointmentId = newId();
  const sealed = await sealMessage({ schema: appointmentRequestSchema, message, recipients });
  await oracle.appointments.request(appointmentId, sealed);
  return { appointmentId };
}

/** What a manager sees of a request. */
export interface OpenRequest {
  readonly entry: AppointmentEntry;
  readonly request: AppointmentRequest;
}

/** The manager's open requests, each unsealed; those that do not open are left out (`listAppointments` says why). */
export async function openRequests(manager: Person, chainId: number): Promise<readonly OpenRequest[]> {
  const found = await listAppointments(manager, { chainId, as: "manager", state: "requested" });
  return found.flatMap(({ entry, request }) => (request === null ? [] : [{ entry, request }]));
}

/** The manager names doctor and treatment; the token (F3's TSK) is sealed to the doctor and to the patient, who carries it. */
export async function assignAppointment(
  manager: Person,
  options: {
    readonly open: OpenRequest;
    /** personId on the institution's chain. */
    readonly doctor: Hex;
    /** Unix seconds. */
    readonly notBefore: number;
    readonly notAfter: number;
  },
): Promise<{ readonly treatmentId: Hex }> {
  const { open, doctor, notBefore, notAfter } = options;
  const { entry, request } = open;
  const oracle = await manager.oracle(manager.organization, request.chainId);
  const doctorKey = await verifiedLeaf(manager, await oracle.keys.of(doctor, "sealing"));
  const patientKey = request.keys.find(({ leaf }) => leaf.kind === "sealing");
  if (patientKey === undefined || patientKey.personId !== entry.patient) {
    throw new InvalidInputError("REQUEST_INCOMPLETE", "The request lacks the patient's own key.", {
      hints: ["Ask the patient to request the appointment again."],
    });
  }
  const treatmentId = newId();
  const appointment: Appointment = {
    ...request,
    format: "medlattice/appointment/v1",
    treatmentId,
    institution: manager.organization,
    doctor,
    notBefore,
    notAfter,
  };
  const recipients = [readSealingLeaf(doctorKey), readSealingLeaf(await verifiedLeaf(manager, patientKey))];
  const sealed = await sealAppointment(appointment, recipients);
  await oracle.appointments.assign(entry.appointmentId, {
    doctor,
    treatmentId,
    sealed,
    sequence: entry.sequence,
  });
  return { treatmentId };
}

/** Appointments of a doctor or a patient that have a doctor named, each unsealed and checked. */
export async function appointmentsOf(
  person: Person,
  chainId: number,
  as: "doctor" | "patient",
): Promise<readonly Appointment[]> {
  const found = await listAppointments(person, { chainId, as, state: "assigned" });
  return found.flatMap(({ appointment }) => (appointment === null ? [] : [appointment]));
}
