import { buildModule } from "@nomicfoundation/ignition-core";

/**
 * The five contracts, the same on every chain. Each needs the one before it, so the order, and with it every address,
 * follows from the deployer alone.
 *
 * Parameters: `authority` (address), `recoveryDelaySeconds`, `lineageSalt` (bytes32; makes the RecordRegistry's
 * `registryId`), `opensForeignRecords` (true on a consortium chain, whose grants are about records of private chains).
 */
export const medLatticeModule = buildModule("MedLattice", (m) => {
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
  return { organizationRegistry, identityRegistry, consentRegistry, recordRegistry, usageLedger };
});

export default medLatticeModule;
