import { z } from "zod";
import { correctionSchema } from "../../record/correction.ts";
import { openingSchema } from "../../manifest/schema.ts";
import { addressReply, signedDocument } from "./manifests.ts";
import { bytes32, hexBytes, queryInteger, unixSeconds } from "./primitives.ts";

/** Sealed words beside a correction: of the doctor to the patient, or of the patient who declines to the doctor. */
const SEALED_WORDS_BYTES = 131_072;
/** Proofs of bounded corrections; a Groth16 proof is 256 bytes. */
const AMENDMENT_BYTES = 1_024;
export const MAX_AMENDMENTS = 16;

export const amendment = z.strictObject({ newRoot: bytes32, proof: hexBytes(AMENDMENT_BYTES) });
const words = hexBytes(SEALED_WORDS_BYTES).nullable();

/** What a doctor hands to the institution: all of a correction but the opening and the patient's permission. */
export const correctionBody = z.strictObject({
  statement: correctionSchema,
  authorSignature: hexBytes(4_096),
  /** Of the new version; null for an erasure. */
  manifest: signedDocument.nullable(),
  amendments: z.array(amendment).max(MAX_AMENDMENTS),
  words,
});

export const declineBody = z.strictObject({ words });

/** `opening` waits for the officers who hold the trapdoor, `pending` for the patient; `outdated`: the record has changed since. */
export const correctionStatus = z.enum(["opening", "pending", "landed", "withdrawn", "declined", "outdated"]);

/** A correction as the institution keeps it for doctor and patient. What is said to whom is sealed to whom it is for. */
export const correctionEntry = z.object({
  correctionHash: bytes32,
  chainId: z.int(),
  status: correctionStatus,
  createdAt: unixSeconds,
  statement: correctionSchema,
  authorSignature: hexBytes(4_096),
  manifest: signedDocument.nullable(),
  /** The commitment opened to the new content, and the commitment's point. Null once it waits no more. */
  opening: openingSchema.nullable(),
  commitment: z.object({ x: bytes32, y: bytes32 }),
  amendments: z.array(amendment),
  /** Where the new sealed file is. */
  address: addressReply.nullable(),
  words,
  /** The patient's words when declining. */
  answer: words,
});

export const correctionPage = z.object({ items: z.array(correctionEntry), next: z.int().nullable() });
export const correctionsQuery = z.strictObject({
  /** `patient`: of my records; `author`: by me. */
  as: z.enum(["patient", "author"]).default("patient"),
  status: correctionStatus.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
  cursor: queryInteger.optional(),
});

/** An organisation's signed word that what it kept of a version is gone (EIP-712 `ErasureReceipt`). */
export const erasureReceipt = z.strictObject({
  recordId: bytes32,
  version: z.int().nonnegative(),
  organization: bytes32,
  erasedAt: unixSeconds,
  signature: hexBytes(65),
});

/** How far the erasure of a version has come: who has confirmed it, and who has yet to. */
export const erasureEntry = z.object({
  version: z.int(),
  receipts: z.array(erasureReceipt),
  waitingFor: z.array(bytes32),
});
export const erasuresReply = z.object({ items: z.array(erasureEntry) });

export type CorrectionSubmission = z.infer<typeof correctionBody>;
export type CorrectionEntry = z.infer<typeof correctionEntry>;
export type CorrectionStatus = z.infer<typeof correctionStatus>;
export type ErasureReceipt = z.infer<typeof erasureReceipt>;
export type ErasureEntry = z.infer<typeof erasureEntry>;
