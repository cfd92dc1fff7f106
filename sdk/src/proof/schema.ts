import { z } from "zod";
import { bytes32Schema, hexOf, timestampSchema } from "../codec/index.ts";
import { patientProofSchema, recordEvidenceSchema } from "../record/index.ts";
import { LABEL_DEPTH, snapshotProofSchema } from "../snapshot/index.ts";
import { anchorSchema } from "./anchor.ts";

/** That a correction stands in the label log; the correction itself is in the evidence. */
const labelProofSchema = z.strictObject({
  hashBefore: bytes32Schema,
  hashAfter: bytes32Schema,
  path: z.array(bytes32Schema).length(LABEL_DEPTH),
});

/** The institution's signed word on how the record stands (`StateAttestation`). */
const standingSchema = z.strictObject({
  standing: z.int().min(1).max(3),
  blockNumber: z.int().min(0),
  attestedAt: timestampSchema,
  signature: hexOf(65),
});

/** A patient's proof, from a record to the root on a public chain (DESIGN rule 20). It names pseudonyms and hashes, nothing of the content. */
export const proofSchema = z.strictObject({
  format: z.literal("medlattice/proof/v1"),
  /** State, manifest and both signatures. */
  evidence: recordEvidenceSchema,
  /** From the record to the root of the patient's tree. */
  tree: patientProofSchema,
  /** From there to the root of the chain's snapshot. */
  snapshot: snapshotProofSchema,
  /** Null for version 0. */
  label: labelProofSchema.nullable(),
  standing: standingSchema,
  /** From the snapshot's root to the anchor's. */
  anchorPath: z.array(bytes32Schema).max(16),
  anchor: anchorSchema,
});

export type Proof = z.infer<typeof proofSchema>;
