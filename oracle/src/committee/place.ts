import { type NetworkDescription, chainById } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";

/** Where the consortium decides. */
export interface CommitteePlace {
  readonly chain: OracleChain;
  readonly chainId: number;
  readonly committee: Hex;
  readonly voteVerifier: Hex;
  readonly medToken: Hex;
  readonly organizationRegistry: Hex;
  /** `IVoteVerifier.scheme`: 1 BLS multisignature, 2 one ECDSA signature of each. */
  readonly scheme: 1 | 2;
}

/** Undefined when the network has no committee, or this oracle does not read its chain. */
export function placeOf(chains: OracleChains, network: NetworkDescription): CommitteePlace | undefined {
  const chain = [...chains.values()].find(({ config: { home } }) => home === "consortium");
  const found = chain && chainById(network, chain.config.chainId).committee;
  if (chain === undefined || found === undefined || found === null) return undefined;
  const { chainId, contracts } = chain.config;
  const { committee, voteVerifier, medToken, voteScheme: scheme } = found;
  const { organizationRegistry } = contracts;
  return { chain, chainId, committee, voteVerifier, medToken, organizationRegistry, scheme };
}
