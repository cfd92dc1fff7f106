import type { Hex } from "../codec/index.ts";
import type { ContractDomain, SignatureCheck } from "../eip712/index.ts";
import { sealMessage } from "../envelope/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { readSealingLeaf, verifyDisclosure, type KeyDisclosure } from "../keys/index.ts";
import { appointmentRequestSchema, type AppointmentRequest } from "../record/index.ts";

/**
 * Seals a request for an appointment to the managers of an institution, and to the patient herself so that she can read it
 * again. The keys the oracle names are believed only as far as the chain bears them out.
 *
 * @param options.managers from `appointments.desk()`
 * @param options.rootOf `keyManifestRootOf` of the chain
 * @throws InvalidInputError APPOINTMENT_DESK_CLOSED when no manager has published a key
 * @throws VerificationError KEY_DISCLOSURE_* | SIGNATURE_INVALID
 */
export async function sealToManagers(
  message: AppointmentRequest,
  options: {
    readonly managers: readonly KeyDisclosure[];
    readonly domain: ContractDomain;
    readonly rootOf: (personId: Hex) => Promise<Hex>;
    /** The patient's own. */
    readonly ownRecipient: string;
    readonly check?: SignatureCheck;
  },
): Promise<Hex> {
  const { managers, domain, rootOf, ownRecipient, check } = options;
  if (managers.length === 0) {
    throw new InvalidInputError(
      "APPOINTMENT_DESK_CLOSED",
      "No manager of this institution can be written to.",
      {
        hints: ["Ask at the institution: a manager has to log in and publish keys."],
      },
    );
  }
  const recipients = await Promise.all(
    managers.map(async (disclosure) => {
      const expected = { personId: disclosure.personId, root: await rootOf(disclosure.personId) };
      const verified = await verifyDisclosure({
        disclosure,
        expected,
        domain,
        ...(check === undefined ? {} : { check }),
      });
      return readSealingLeaf(verified);
    }),
  );
  return sealMessage({
    schema: appointmentRequestSchema,
    message,
    recipients: [...new Set([...recipients, ownRecipient])],
  });
}
