// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

import { amendmentVerifierAbi, amendmentVerifierBytecodeHash } from "./AmendmentVerifier.ts";
import { anchorRegistryAbi, anchorRegistryBytecodeHash } from "./AnchorRegistry.ts";
import { blsVoteVerifierAbi, blsVoteVerifierBytecodeHash } from "./BlsVoteVerifier.ts";
import { committeeAbi, committeeBytecodeHash } from "./Committee.ts";
import { consentRegistryAbi, consentRegistryBytecodeHash } from "./ConsentRegistry.ts";
import { ecdsaVoteVerifierAbi, ecdsaVoteVerifierBytecodeHash } from "./EcdsaVoteVerifier.ts";
import { groth16CommitmentsAbi, groth16CommitmentsBytecodeHash } from "./Groth16Commitments.ts";
import { identityRegistryAbi, identityRegistryBytecodeHash } from "./IdentityRegistry.ts";
import { medTokenAbi, medTokenBytecodeHash } from "./MedToken.ts";
import { organizationRegistryAbi, organizationRegistryBytecodeHash } from "./OrganizationRegistry.ts";
import { recordCorrectionAbi, recordCorrectionBytecodeHash } from "./RecordCorrection.ts";
import { recordRegistryAbi, recordRegistryBytecodeHash } from "./RecordRegistry.ts";
import { reputationAbi, reputationBytecodeHash } from "./Reputation.ts";
import { sigmaOrCommitmentsAbi, sigmaOrCommitmentsBytecodeHash } from "./SigmaOrCommitments.ts";
import { summaryInboxAbi, summaryInboxBytecodeHash } from "./SummaryInbox.ts";
import { usageLedgerAbi, usageLedgerBytecodeHash } from "./UsageLedger.ts";

export * from "./AmendmentVerifier.ts";
export * from "./AnchorRegistry.ts";
export * from "./BlsVoteVerifier.ts";
export * from "./Committee.ts";
export * from "./ConsentRegistry.ts";
export * from "./EcdsaVoteVerifier.ts";
export * from "./Groth16Commitments.ts";
export * from "./IdentityRegistry.ts";
export * from "./MedToken.ts";
export * from "./OrganizationRegistry.ts";
export * from "./RecordCorrection.ts";
export * from "./RecordRegistry.ts";
export * from "./Reputation.ts";
export * from "./SigmaOrCommitments.ts";
export * from "./SummaryInbox.ts";
export * from "./UsageLedger.ts";

/** Every contract's ABI by name. */
export const ABIS = {
  AmendmentVerifier: amendmentVerifierAbi,
  AnchorRegistry: anchorRegistryAbi,
  BlsVoteVerifier: blsVoteVerifierAbi,
  Committee: committeeAbi,
  ConsentRegistry: consentRegistryAbi,
  EcdsaVoteVerifier: ecdsaVoteVerifierAbi,
  Groth16Commitments: groth16CommitmentsAbi,
  IdentityRegistry: identityRegistryAbi,
  MedToken: medTokenAbi,
  OrganizationRegistry: organizationRegistryAbi,
  RecordCorrection: recordCorrectionAbi,
  RecordRegistry: recordRegistryAbi,
  Reputation: reputationAbi,
  SigmaOrCommitments: sigmaOrCommitmentsAbi,
  SummaryInbox: summaryInboxAbi,
  UsageLedger: usageLedgerAbi,
} as const;

/** Every contract's hash of the creation bytecode by name. */
export const BYTECODE_HASHES = {
  AmendmentVerifier: amendmentVerifierBytecodeHash,
  AnchorRegistry: anchorRegistryBytecodeHash,
  BlsVoteVerifier: blsVoteVerifierBytecodeHash,
  Committee: committeeBytecodeHash,
  ConsentRegistry: consentRegistryBytecodeHash,
  EcdsaVoteVerifier: ecdsaVoteVerifierBytecodeHash,
  Groth16Commitments: groth16CommitmentsBytecodeHash,
  IdentityRegistry: identityRegistryBytecodeHash,
  MedToken: medTokenBytecodeHash,
  OrganizationRegistry: organizationRegistryBytecodeHash,
  RecordCorrection: recordCorrectionBytecodeHash,
  RecordRegistry: recordRegistryBytecodeHash,
  Reputation: reputationBytecodeHash,
  SigmaOrCommitments: sigmaOrCommitmentsBytecodeHash,
  SummaryInbox: summaryInboxBytecodeHash,
  UsageLedger: usageLedgerBytecodeHash,
} as const;
