import { z } from "zod";
import {
  bytes32Schema,
  hexOf,
  signatureSchema,
  timestampSchema,
  addressSchema,
  type Hex,
} from "../codec/index.ts";
import type { SignedMandate } from "../consent/index.ts";
import { type Identities, openMessage, sealMessage } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { keyDisclosureSchema, type KeyDisclosure } from "../keys/index.ts";

/** Further category keys that a patient gives the doctor of an appointment. */
export const categoryKeysSchema = z.strictObject({
  format: z.literal("medlattice/category-keys/v1"),
  appointmentId: bytes32Schema,
  keys: z.array(keyDisclosureSchema).min(1).max(32),
});

/** A treatment mandate on its way to the doctor, who confirms records under it (DESIGN rule 8). */
export const treatmentMandateSchema = z.strictObject({
  format: z.literal("medlattice/treatment-mandate/v1"),
  appointmentId: bytes32Schema,
  mandate: z.strictObject({
    patient: bytes32Schema,
    signer: addressSchema,
    treatmentId: bytes32Schema,
    institution: bytes32Schema,
    notBefore: timestampSchema,
    notAfter: timestampSchema,
    salt: hexOf(32),
  }),
  signature: signatureSchema,
});

export type CategoryKeys = z.infer<typeof categoryKeysSchema>;
export type TreatmentMandate = z.infer<typeof treatmentMandateSchema>;

/** The patient seals category keys to the doctor: the oracle in between does not learn which categories she has. */
export function sealCategoryKeys(
  appointmentId: Hex,
  keys: readonly KeyDisclosure[],
  recipient: string,
): Promise<Hex> {
  const message = { format: "medlattice/category-keys/v1" as const, appointmentId, keys: [...keys] };
  return sealMessage({ schema: categoryKeysSchema, message, recipients: [recipient] });
}

/**
 * Each disclosure is still to be checked against the chain (`verifyDisclosure`).
 * @throws VerificationError ENCLOSURE_MISMATCH | SEALED_MESSAGE_*
 */
export async function openCategoryKeys(
  appointmentId: Hex,
  sealed: Hex,
  identity: Identities,
): Promise<readonly KeyDisclosure[]> {
  const { value } = await openMessage({ schema: categoryKeysSchema, sealed, identity });
  if (value.appointmentId !== appointmentId) throw mismatch();
  return value.keys;
}

/** The patient seals a signed mandate to the doctor, and to herself, so that she finds it again. */
export function sealTreatmentMandate(
  appointmentId: Hex,
  { message: mandate, signature }: SignedMandate,
  ...recipients: readonly string[]
): Promise<Hex> {
  const message = {
    format: "medlattice/treatment-mandate/v1" as const,
    appointmentId,
    mandate: { ...mandate },
    signature,
  };
  return sealMessage({ schema: treatmentMandateSchema, message, recipients: [...recipients] });
}

/** @throws VerificationError ENCLOSURE_MISMATCH | SEALED_MESSAGE_* */
export async function openTreatmentMandate(
  appointmentId: Hex,
  sealed: Hex,
  identity: Identities,
): Promise<TreatmentMandate> {
  const { value } = await openMessage({ schema: treatmentMandateSchema, sealed, identity });
  if (value.appointmentId !== appointmentId) throw mismatch();
  return value;
}

function mismatch(): VerificationError {
  return new VerificationError("ENCLOSURE_MISMATCH", "What is enclosed belongs to another appointment.");
}
