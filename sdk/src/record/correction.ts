import { z } from "zod";
import { addressSchema, bytes32Schema, signatureSchema, uint32Schema, type Hex } from "../codec/index.ts";
import { contractDomain, type ContractDomain, type MessageOf } from "../eip712/index.ts";
import { openingSchema } from "../manifest/schema.ts";
import type { RecordState } from "./state.ts";
import { RECORD_STATUS } from "./state.ts";

/** `IRecordCorrection.Kind`: what a correction does (docs/corrections.md, "Kinds"). */
export const CORRECTION_KIND = { replace: 1, amend: 2, redact: 3, erase: 4 } as const;
export type CorrectionKind = (typeof CORRECTION_KIND)[keyof typeof CORRECTION_KIND];

/** `IRecordCorrection.Reason`. The patient's wish is a reason to redact or erase, and for nothing else. */
export const CORRECTION_REASON = {
  anotherPatients: 1,
  wrongValue: 2,
  wrongTime: 3,
  enteredInError: 4,
  patientsWish: 5,
  other: 6,
} as const;
export type CorrectionReason = (typeof CORRECTION_REASON)[keyof typeof CORRECTION_REASON];

/** The doctor's statement, as it is signed (EIP-712 `Correction`). */
export const correctionSchema = z.strictObject({
  recordId: bytes32Schema,
  patient: bytes32Schema,
  author: bytes32Schema,
  signer: addressSchema,
  kind: z.int().min(1).max(4),
  reason: z.int().min(1).max(6),
  version: uint32Schema.min(1),
  sequence: uint32Schema,
  digest: bytes32Schema,
  fieldRoot: bytes32Schema,
  manifestHash: bytes32Schema,
  keywordRoot: bytes32Schema,
  stationRoot: bytes32Schema,
  policyRoot: bytes32Schema,
});
export type Correction = MessageOf<"Correction">;

/** What shows that a version v > 0 was corrected by the right three: the doctor, the patient, the institution's trapdoor. */
export const correctionEvidenceSchema = z.strictObject({
  statement: correctionSchema,
  authorSignature: signatureSchema,
  permission: z.strictObject({ signer: addressSchema, signature: signatureSchema }),
  opening: openingSchema,
});
export type CorrectionEvidence = z.infer<typeof correctionEvidenceSchema>;

/** Where corrections are signed. */
export function correctionDomain(chainId: number, recordCorrection: Hex): ContractDomain {
  return contractDomain({ contract: "RecordCorrection", chainId, address: recordCorrection });
}

/** The state after a correction. @param commitmentProof `openingHash` of the new opening */
export function correctedState(state: RecordState, statement: Correction, commitmentProof: Hex): RecordState {
  const { manifestHash, keywordRoot, stationRoot, kind } = statement;
  return {
    ...state,
    commitmentProof,
    manifestHash,
    keywordRoot,
    stationRoot,
    version: state.version + 1,
    sequence: state.sequence + 1,
    status: kind === CORRECTION_KIND.erase ? RECORD_STATUS.erased : RECORD_STATUS.confirmed,
  };
}
