import type { Hex } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";

/**
 * The peers that have nodes on a chain this oracle has none on: the institution whose private chain it is, and the health
 * authority, which replays every private chain (DESIGN rule 17).
 */
export function witnessesOf(
  { network, peers }: Pick<OracleConfig, "network" | "peers">,
  chainId: number,
): Hex[] {
  const institutions = new Set(
    network.organizations
      .filter(({ privateChainId }) => privateChainId === chainId)
      .map(({ orgId }) => orgId),
  );
  return peers
    .filter(({ orgId, isAuthority }) => isAuthority || institutions.has(orgId))
    .map(({ orgId }) => orgId);
}
