// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

import { amendmentVerifierAbi, amendmentVerifierBytecodeHash } from "./AmendmentVerifier.ts";
import { consentRegistryAbi, consentRegistryBytecodeHash } from "./ConsentRegistry.ts";
import { groth16CommitmentsAbi, groth16CommitmentsBytecodeHash } from "./Groth16Commitments.ts";
import { identityRegistryAbi, identityRegistryBytecodeHash } from "./IdentityRegistry.ts";
import { organizationRegistryAbi, organizationRegistryBytecodeHash } from "./OrganizationRegistry.ts";
import { recordCorrectionAbi, recordCorrectionBytecodeHash } from "./RecordCorrection.ts";
import { recordRegistryAbi, recordRegistryBytecodeHash } from "./RecordRegistry.ts";
import { sigmaOrCommitmentsAbi, sigmaOrCommitmentsBytecodeHash } from "./SigmaOrCommitments.ts";
import { usageLedgerAbi, usageLedgerBytecodeHash } from "./UsageLedger.ts";

export * from "./AmendmentVerifier.ts";
export * from "./ConsentRegistry.ts";
export * from "./Groth16Commitments.ts";
export * from "./IdentityRegistry.ts";
export * from "./OrganizationRegistry.ts";
export * from "./RecordCorrection.ts";
export * from "./RecordRegistry.ts";
export * from "./SigmaOrCommitments.ts";
export * from "./UsageLedger.ts";

/** Every contract's ABI by name. */
export const ABIS = {
  AmendmentVerifier: amendmentVerifierAbi,
  ConsentRegistry: consentRegistryAbi,
  Groth16Commitments: groth16CommitmentsAbi,
  IdentityRegistry: identityRegistryAbi,
  OrganizationRegistry: organizationRegistryAbi,
  RecordCorrection: recordCorrectionAbi,
  RecordRegistry: recordRegistryAbi,
  SigmaOrCommitments: sigmaOrCommitmentsAbi,
  UsageLedger: usageLedgerAbi,
} as const;

/** Every contract's hash of the creation bytecode by name. */
export const BYTECODE_HASHES = {
  AmendmentVerifier: amendmentVerifierBytecodeHash,
  ConsentRegistry: consentRegistryBytecodeHash,
  Groth16Commitments: groth16CommitmentsBytecodeHash,
  IdentityRegistry: identityRegistryBytecodeHash,
  OrganizationRegistry: organizationRegistryBytecodeHash,
  RecordCorrection: recordCorrectionBytecodeHash,
  RecordRegistry: recordRegistryBytecodeHash,
  SigmaOrCommitments: sigmaOrCommitmentsBytecodeHash,
  UsageLedger: usageLedgerBytecodeHash,
} as const;
