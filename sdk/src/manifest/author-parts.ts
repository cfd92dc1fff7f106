import { z } from "zod";
import { fromHex, hexOf, toHex, type Hex } from "../codec/index.ts";
import {
  type Identities,
  differenceOf,
  openMessage,
  recordRefSchema,
  sealMessage,
  type RecordParts,
  type RecordRef,
} from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";

const authorPartsSchema = z.strictObject({
  format: z.literal("medlattice/author-parts/v1"),
  record: recordRefSchema,
  patient: hexOf(32),
  institution: hexOf(32),
});

/** Both parts, sealed to the author until the patient has confirmed: a proposal is readable where the treatment takes place. */
export function sealAuthorParts(record: RecordRef, parts: RecordParts, recipient: string): Promise<Hex> {
  const message = {
    format: "medlattice/author-parts/v1" as const,
    record,
    patient: toHex(parts.patient),
    institution: toHex(parts.institution),
  };
  return sealMessage({ schema: authorPartsSchema, message, recipients: [recipient] });
}

/**
 * The author reads his own proposal again.
 * @throws VerificationError AUTHOR_PARTS_MISMATCH | SEALED_MESSAGE_*
 */
export async function openAuthorParts(options: {
  readonly sealed: Hex;
  readonly identity: Identities;
  readonly record: RecordRef;
}): Promise<RecordParts> {
  const { value } = await openMessage({
    schema: authorPartsSchema,
    sealed: options.sealed,
    identity: options.identity,
  });
  const member = differenceOf(value.record, options.record);
  if (member !== null) {
    throw new VerificationError("AUTHOR_PARTS_MISMATCH", "The sealed parts are of another record.", {
      facts: { member },
    });
  }
  return { patient: fromHex(value.patient, 32), institution: fromHex(value.institution, 32) };
}
