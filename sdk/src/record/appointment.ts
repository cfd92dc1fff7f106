import { z } from "zod";
import { bytes32Schema, chainIdSchema, timestampSchema, utf8, type Hex } from "../codec/index.ts";
import { type Identities, openMessage, sealMessage } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { keyDisclosureSchema } from "../keys/index.ts";

const COMPLAINT_BYTES = 8_192;

/** What the patient asks for; sealed to the hospital's oracle (F3). */
export const appointmentRequestSchema = z.strictObject({
  format: z.literal("medlattice/appointment-request/v1"),
  chainId: chainIdSchema,
  patient: bytes32Schema,
  complaint: z.string().refine((text) => utf8(text).length <= COMPLAINT_BYTES, { error: "too long" }),
  /** The patient's keys that the treatment needs: sealing, and the categories to be written in. */
  keys: z.array(keyDisclosureSchema).min(1).max(32),
});

/** The treatment session key of F3 (TSK): what the manager seals to the assigned doctor and the patient carries to the visit. */
export const appointmentSchema = z.strictObject({
  ...appointmentRequestSchema.shape,
  format: z.literal("medlattice/appointment/v1"),
  treatmentId: bytes32Schema,
  institution: bytes32Schema,
  doctor: bytes32Schema,
  notBefore: timestampSchema,
  notAfter: timestampSchema,
});

export type AppointmentRequest = z.infer<typeof appointmentRequestSchema>;
export type Appointment = z.infer<typeof appointmentSchema>;

/** The patient seals a request to the hospital. */
export function sealAppointmentRequest(message: AppointmentRequest, recipient: string): Promise<Hex> {
  return sealMessage({ schema: appointmentRequestSchema, message, recipients: [recipient] });
}

/** @throws VerificationError SEALED_MESSAGE_* | InvalidInputError DOCUMENT_INVALID */
export async function openAppointmentRequest(sealed: Hex, identity: Identities): Promise<AppointmentRequest> {
  return (await openMessage({ schema: appointmentRequestSchema, sealed, identity })).value;
}

/** The manager seals an appointment to doctor and patient. */
export function sealAppointment(message: Appointment, recipients: readonly string[]): Promise<Hex> {
  return sealMessage({ schema: appointmentSchema, message, recipients });
}

/**
 * Doctor or patient opens an appointment and checks that it is the one at hand.
 * @throws VerificationError APPOINTMENT_MISMATCH (facts.member) | SEALED_MESSAGE_*
 */
export async function openAppointment(options: {
  readonly sealed: Hex;
  readonly identity: Identities;
  readonly expected: Partial<Pick<Appointment, "treatmentId" | "patient" | "doctor" | "institution">>;
}): Promise<Appointment> {
  const { value } = await openMessage({
    schema: appointmentSchema,
    sealed: options.sealed,
    identity: options.identity,
  });
  for (const member of ["treatmentId", "patient", "doctor", "institution"] as const) {
    const expected = options.expected[member];
    if (expected !== undefined && value[member] !== expected) {
      throw new VerificationError("APPOINTMENT_MISMATCH", "The appointment is not the one expected.", {
        facts: { member },
      });
    }
  }
  return value;
}
