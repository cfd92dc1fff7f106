import { buildModule } from "@nomicfoundation/ignition-core";
import { medLatticeModule } from "./MedLattice.ts";

/** Which of the accounts given to the deployment is the authority's; the first is the deployer's. */
export const AUTHORITY_ACCOUNT_INDEX = 1;

/**
 * The five contracts, and the one act of the authority that makes them work together: naming the ledger that may use up
 * grants. Where the authority is a multisignature, deploy `MedLattice` and let it call `settleUsageLedger` itself.
 */
export const settlementModule = buildModule("Settlement", (m) => {
  const contracts = m.useModule(medLatticeModule);
  m.call(contracts.consentRegistry, "settleUsageLedger", [contracts.usageLedger], {
    from: m.getAccount(AUTHORITY_ACCOUNT_INDEX),
  });
  return contracts;
});

export default settlementModule;
