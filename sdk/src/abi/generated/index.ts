// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

import { consentRegistryAbi, consentRegistryBytecodeHash } from "./ConsentRegistry.ts";
import { identityRegistryAbi, identityRegistryBytecodeHash } from "./IdentityRegistry.ts";
import { organizationRegistryAbi, organizationRegistryBytecodeHash } from "./OrganizationRegistry.ts";
import { recordCorrectionAbi, recordCorrectionBytecodeHash } from "./RecordCorrection.ts";
import { recordRegistryAbi, recordRegistryBytecodeHash } from "./RecordRegistry.ts";
import { sigmaOrCommitmentsAbi, sigmaOrCommitmentsBytecodeHash } from "./SigmaOrCommitments.ts";
import { usageLedgerAbi, usageLedgerBytecodeHash } from "./UsageLedger.ts";

export * from "./ConsentRegistry.ts";
export * from "./IdentityRegistry.ts";
export * from "./OrganizationRegistry.ts";
export * from "./RecordCorrection.ts";
export * from "./RecordRegistry.ts";
export * from "./SigmaOrCommitments.ts";
export * from "./UsageLedger.ts";

/** Every contract's ABI by name. */
export const ABIS = {
  ConsentRegistry: consentRegistryAbi,
  IdentityRegistry: identityRegistryAbi,
  OrganizationRegistry: organizationRegistryAbi,
  RecordCorrection: recordCorrectionAbi,
  RecordRegistry: recordRegistryAbi,
  SigmaOrCommitments: sigmaOrCommitmentsAbi,
  UsageLedger: usageLedgerAbi,
} as const;

/** Every contract's hash of the creation bytecode by name. */
export const BYTECODE_HASHES = {
  ConsentRegistry: consentRegistryBytecodeHash,
  IdentityRegistry: identityRegistryBytecodeHash,
  OrganizationRegistry: organizationRegistryBytecodeHash,
  RecordCorrection: recordCorrectionBytecodeHash,
  RecordRegistry: recordRegistryBytecodeHash,
  SigmaOrCommitments: sigmaOrCommitmentsBytecodeHash,
  UsageLedger: usageLedgerBytecodeHash,
} as const;
