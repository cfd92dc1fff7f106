import { z } from "zod";
import { keyDisclosureSchema } from "../../keys/key-manifest-schema.ts";
import { bytes32, hexBytes, queryInteger, unixSeconds } from "./primitives.ts";

/** A complaint and up to 32 key disclosures, sealed to a few people. */
const SEALED_BYTES = 131_072;
const sealed = hexBytes(SEALED_BYTES);

export const appointmentId = bytes32;
export const appointmentState = z.enum(["requested", "assigned", "closed", "cancelled"]);

/** What a patient's client needs before it seals: the managers a request goes to. */
export const appointmentDeskReply = z.object({
  organization: bytes32,
  managers: z.array(keyDisclosureSchema),
});

export const appointmentBody = z.strictObject({
  /** Random, chosen by the client, so that a repeated request makes no second appointment. */
  appointmentId,
  /** `medlattice/appointment-request/v1`, sealed to the managers and the patient. */
  sealed,
});

export const assignmentBody = z.strictObject({
  doctor: bytes32,
  treatmentId: bytes32,
  /** `medlattice/appointment/v1` (F3's TSK), sealed to doctor and patient. */
  sealed,
  /** The `sequence` that the manager saw; another one is a conflict. */
  sequence: z.int().nonnegative(),
});

export const transitionBody = z.strictObject({ sequence: z.int().nonnegative() });

/** What a patient adds once a doctor is named: further category keys, or a treatment mandate. Sealed to the doctor. */
export const enclosureKind = z.enum(["keys", "mandate"]);
export const enclosureBody = z.strictObject({ sealed });

export const appointmentEntry = z.object({
  appointmentId,
  chainId: z.int(),
  patient: bytes32,
  state: appointmentState,
  /** One more with each change. */
  sequence: z.int(),
  request: sealed,
  doctor: bytes32.nullable(),
  treatmentId: bytes32.nullable(),
  /** The treatment session key, for the patient to carry and the doctor to open. */
  token: sealed.nullable(),
  enclosures: z.object({ keys: sealed.nullable(), mandate: sealed.nullable() }),
  createdAt: unixSeconds,
  updatedAt: unixSeconds,
});

export const appointmentsQuery = z.strictObject({
  as: z.enum(["patient", "doctor", "manager"]),
  state: appointmentState.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
  cursor: queryInteger.optional(),
});
export const appointmentsReply = z.object({ items: z.array(appointmentEntry), next: z.int().nullable() });

export type AppointmentEntry = z.infer<typeof appointmentEntry>;
export type AppointmentState = z.infer<typeof appointmentState>;
export type AppointmentPage = z.infer<typeof appointmentsReply>;
export type AppointmentDesk = z.infer<typeof appointmentDeskReply>;
export type Assignment = z.infer<typeof assignmentBody>;
export type EnclosureKind = z.infer<typeof enclosureKind>;
