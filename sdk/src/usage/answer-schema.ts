import { z } from "zod";
import { bytes32Schema, hexOf } from "../codec/index.ts";
import { recordEvidenceSchema } from "../record/index.ts";
import { receiptSchema } from "./receipts.ts";

const partialSchema = z.strictObject({
  index: z.int().min(1).max(255),
  /** GT. */
  p: hexOf(576),
  proof: z.strictObject({ c: hexOf(32), z: hexOf(96) }),
});

/** What one proxy answers to one access. */
export const proxyAnswerSchema = z.strictObject({
  format: z.literal("medlattice/proxy-answer/v1"),
  accessId: bytes32Schema,
  organization: bytes32Schema,
  index: z.int().min(1).max(255),
  /** What its own node says of the record, on the record's chain. */
  stateHash: bytes32Schema,
  evidence: recordEvidenceSchema,
  /** Partial results for the patient's capsule that the grant's keys open, and for the institution's. */
  partials: z.strictObject({ patient: partialSchema, institution: partialSchema }),
  /** Where the sealed file is. */
  address: z.strictObject({
    cid: z.string().regex(/^b[a-z2-7]{20,120}$/),
    providers: z.array(bytes32Schema).min(1).max(16),
  }),
  receipt: receiptSchema,
});

export type ProxyAnswer = z.infer<typeof proxyAnswerSchema>;
