import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  signatureSchema,
  signedDocumentSchema,
  timestampSchema,
  uint32Schema,
} from "../codec/index.ts";
import { correctionEvidenceSchema } from "./correction.ts";
import { recordStateSchema } from "./state.ts";

/** The author's signature: over the proposal itself, or over the root of a batch that holds it. */
const authorshipSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("proposal"), signature: signatureSchema }),
  z.strictObject({
    kind: z.literal("batch"),
    root: bytes32Schema,
    path: z.array(bytes32Schema).max(32),
    signature: signatureSchema,
  }),
]);

/** How the patient agreed: to this record, or beforehand to the records of its treatment. */
const agreementSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("confirmation"),
    signer: addressSchema,
    /** Hash of the manifest that was confirmed; later key versions have others. */
    manifestHash: bytes32Schema,
    sequence: uint32Schema,
    signature: signatureSchema,
  }),
  z.strictObject({
    kind: z.literal("mandate"),
    signer: addressSchema,
    notBefore: timestampSchema,
    notAfter: timestampSchema,
    salt: bytes32Schema,
    signature: signatureSchema,
  }),
]);

/** What was proposed and is no longer in the state. */
const originSchema = z.strictObject({
  signer: addressSchema,
  /** Hash of the author's manifest. */
  manifestHash: bytes32Schema,
  commitmentProof: bytes32Schema,
  keywordRoot: bytes32Schema,
  stationRoot: bytes32Schema,
});

/** All that proves a record to somebody who was not there; an oracle keeps it and hands it out with the record. */
export const recordEvidenceSchema = z.strictObject({
  format: z.literal("medlattice/record-evidence/v1"),
  state: recordStateSchema,
  manifest: signedDocumentSchema,
  origin: originSchema,
  authorship: authorshipSchema,
  agreement: agreementSchema.nullable(),
  /** Of the present version; null for version 0. */
  correction: correctionEvidenceSchema.nullable(),
});

export type RecordEvidence = z.infer<typeof recordEvidenceSchema>;
