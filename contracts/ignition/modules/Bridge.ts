import { buildModule } from "@nomicfoundation/ignition-core";
import type { medLatticeModule } from "./MedLattice.ts";
import type { settlementModule } from "./Settlement.ts";

/**
 * What the consortium chain has beside the contracts that every chain has; it comes after them, so a chain that was set up before it
 * keeps every address.
 *
 * Parameters: `summaryChunkSize` (batches that make a chunk of Reputation).
 */
export function bridgeModule(
  base: ReturnType<typeof medLatticeModule> | ReturnType<typeof settlementModule>,
) {
  return buildModule("Bridge", (m) => {
    const contracts = m.useModule(base);
    const { organizationRegistry, recordCorrection } = contracts;
    const summaryInbox = m.contract(
      "SummaryInbox",
      [organizationRegistry, m.getParameter("summaryChunkSize")],
      { after: [recordCorrection] },
    );
    return { ...contracts, summaryInbox };
  });
}
