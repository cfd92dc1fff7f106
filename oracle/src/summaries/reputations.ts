import { ABIS } from "@medlattice/sdk/abi";
import { ONE } from "@medlattice/sdk/reputation";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";

/** How much each organisation's word weighs, in fractions of 10^18 (systems.md S8). */
export type Reputations = (organizations: readonly Hex[]) => Promise<ReadonlyMap<Hex, bigint>>;

/** What everybody has where no contract says: five slips a turn. */
export const EQUAL_REPUTATION = ONE / 2n;

/** @param contract `Reputation` on the consortium chain; without one all have the same */
export function createReputations(chain: OracleChain, contract: Hex | undefined): Reputations {
  return async (organizations) => {
    if (contract === undefined) return new Map(organizations.map((each) => [each, EQUAL_REPUTATION]));
    return new Map(
      await askChain(chain.config.chainId, () =>
        Promise.all(
          organizations.map(async (organization) => {
            const args = [organization] as const;
            const at = { address: contract, abi: ABIS.Reputation, functionName: "reputationOf" } as const;
            return [organization, await chain.client.readContract({ ...at, args })] as const;
          }),
        ),
      ),
    );
  };
}
