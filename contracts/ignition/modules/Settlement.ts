import { buildModule } from "@nomicfoundation/ignition-core";
import { type CorrectionScheme, medLatticeModule, PLAIN_SCHEME } from "./MedLattice.ts";

/** Which of the accounts given to the deployment is the authority's; the first is the deployer's. */
export const AUTHORITY_ACCOUNT_INDEX = 1;

/**
 * The contracts, and the two acts of the authority that make them work together: naming the ledger that may use up grants, and
 * the contract that may correct records, which then accepts. Where the authority is a multisignature, deploy `MedLattice` and
 * let it call `settleUsageLedger` and `nominateCorrection` itself; then anyone calls `acceptNomination`.
 */
export function settlementModule(scheme: CorrectionScheme) {
  const medLattice = medLatticeModule(scheme);
  return buildModule("Settlement", (m) => {
    const contracts = m.useModule(medLattice);
    const { consentRegistry, recordCorrection, recordRegistry, usageLedger } = contracts;
    const from = m.getAccount(AUTHORITY_ACCOUNT_INDEX);
    const settled = m.call(consentRegistry, "settleUsageLedger", [usageLedger], {
      from,
      after: [recordCorrection],
    });
    const nominated = m.call(recordRegistry, "nominateCorrection", [recordCorrection], {
      from,
      after: [settled],
    });
    m.call(recordCorrection, "acceptNomination", [], { after: [nominated] });
    return contracts;
  });
}

export default settlementModule(PLAIN_SCHEME);
