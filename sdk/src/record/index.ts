export {
  appointmentRequestSchema,
  appointmentSchema,
  openAppointment,
  openAppointmentRequest,
  sealAppointment,
  sealAppointmentRequest,
  type Appointment,
  type AppointmentRequest,
} from "./appointment.ts";
export {
  claimCheckOf,
  compactSignature,
  fullSignature,
  pathOfClaim,
  prepareClaims,
  proposalOfClaim,
  type ClaimCheck,
  type ClaimedRecord,
  type ConfirmedProposal,
  type PreparedClaims,
} from "./claims.ts";
export { checkFields, fieldInputOf, firstFieldRoot, type OpenedVersion } from "./content-fields.ts";
export { evidenceOfConfirmation, evidenceOfProposal } from "./build-evidence.ts";
export {
  appendEntry,
  EMPTY_ACCOUNT,
  verifyAccountChain,
  type AccountEntry,
  type AccountHead,
} from "./account-chain.ts";
export { recordEvidenceSchema, type RecordEvidence } from "./evidence.ts";
export { CONTENT_LIMIT_BYTES, openContent, openPatientPart } from "./open-own.ts";
export { prepareBatch, type PreparedBatch } from "./prepare-batch.ts";
export {
  prepareConfirmation,
  prepareDispute,
  prepareManifestUpdate,
  type KeyChoice,
  type PatientSide,
  type PreparedConfirmation,
  type PreparedDispute,
  type PreparedManifestUpdate,
} from "./prepare-confirmation.ts";
export {
  firstVersion,
  prepareProposal,
  prepareSealedProposal,
  type PreparedProposal,
  type ProposalInput,
  type SealedForProposal,
} from "./prepare-proposal.ts";
export { registryDomain, type RegistryAt } from "./registry.ts";
export {
  reviewProposal,
  type ReviewContext,
  type ReviewedProposal,
  type ReviewWarning,
} from "./review-proposal.ts";
export {
  claimedState,
  confirmedState,
  newId,
  proposedState,
  RECORD_STATUS,
  recordStateSchema,
  stateHash,
  type RecordState,
} from "./state.ts";
export {
  CORRECTION_KIND,
  CORRECTION_REASON,
  type Correction,
  type CorrectionEvidence,
  type CorrectionKind,
  type CorrectionReason,
  correctedState,
  correctionDomain,
  correctionSchema,
} from "./correction.ts";
export {
  institutionLeaf,
  type PatientProof,
  patientProofSchema,
  patientTree,
  type PatientTree,
  recordLeaf,
  verifyPatientProof,
} from "./patient-tree.ts";
export {
  type CorrectedContent,
  type CorrectionInput,
  nextVersion,
  prepareCorrection,
  prepareErasure,
  type PreparedCorrection,
} from "./prepare-correction.ts";
export { preparePermission, type PreparedPermission } from "./prepare-permission.ts";
export { requireConsent } from "./verify-correction.ts";
export { proposalOf, verifyRecord, type RecordExpectation, type VerifiedRecord } from "./verify-record.ts";
