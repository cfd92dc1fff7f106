import { buildModule } from "@nomicfoundation/ignition-core";
import { zeroAddress } from "viem";

/** How commitments are opened on a chain, for good (docs/corrections.md). */
export interface CorrectionScheme {
  /** 1: Σ-OR on BN254, no trusted setup. 2: Groth16 on Baby Jubjub, whose keys are good for the embedded chains alone. */
  readonly commitments: 1 | 2;
  /** Whether bounded corrections can be proven; their keys, too, are good for the embedded chains alone. */
  readonly amendments: boolean;
}

/** The one that every chain can have. */
export const PLAIN_SCHEME: CorrectionScheme = { commitments: 1, amendments: false };

/**
 * The contracts, the same on every chain but for what verifies corrections. Each comes after the one before it, so the order,
 * and with it every address, follows from the deployer alone.
 *
 * Parameters: `authority` (address), `recoveryDelaySeconds`, `lineageSalt` (bytes32; makes the RecordRegistry's
 * `registryId`), `opensForeignRecords` (true on a consortium chain, whose grants are about records of private chains).
 */
export function medLatticeModule(scheme: CorrectionScheme) {
  return buildModule("MedLattice", (m) => {
    const organizationRegistry = m.contract("OrganizationRegistry", [m.getParameter("authority")]);
    const identityRegistry = m.contract("IdentityRegistry", [
      organizationRegistry,
      m.getParameter("recoveryDelaySeconds"),
    ]);
    const consentRegistry = m.contract("ConsentRegistry", [identityRegistry]);
    const recordRegistry = m.contract("RecordRegistry", [
      identityRegistry,
      consentRegistry,
      m.getParameter("lineageSalt"),
    ]);
    const usageLedger = m.contract("UsageLedger", [
      identityRegistry,
      consentRegistry,
      recordRegistry,
      m.getParameter("opensForeignRecords"),
    ]);
    const verifier = scheme.commitments === 1 ? "SigmaOrCommitments" : "Groth16Commitments";
    const commitmentVerifier = m.contract(verifier, [], { after: [usageLedger] });
    const amendmentVerifier = scheme.amendments
      ? m.contract("AmendmentVerifier", [], { after: [commitmentVerifier] })
      : zeroAddress;
    const recordCorrection = m.contract("RecordCorrection", [
      recordRegistry,
      commitmentVerifier,
      amendmentVerifier,
    ]);
    return {
      organizationRegistry,
      identityRegistry,
      consentRegistry,
      recordRegistry,
      usageLedger,
      recordCorrection,
    };
  });
}

export default medLatticeModule(PLAIN_SCHEME);
