import { orgIdOf } from "@medlattice/sdk/eip712";
import type { NullifierKeyDescription } from "@medlattice/sdk/enrolment";
import { type NetworkDescription, parseNetwork } from "@medlattice/sdk/network";
import type { CorrectionScheme, DeployedAddresses } from "@medlattice/contracts/deploy";
import type { Hex } from "viem";
import type { Ports } from "./choosePorts.ts";
import type { Registries } from "./deployRegistries.ts";
import type { RunningChain } from "./startChains.ts";
import { type ChainName, type OrganizationPlan, PROXY_THRESHOLD } from "./topology.ts";

export interface DeployedChain {
  readonly running: RunningChain;
  /** Null on the public chain, which has only the registry of anchors. */
  readonly addresses: DeployedAddresses | null;
  readonly registryId: Hex | null;
  readonly corrections: CorrectionScheme | null;
}

/** The one document that clients and oracles read: chains, contracts, organisations, proxies. */
export function describeNetwork(options: {
  readonly chains: ReadonlyMap<ChainName, DeployedChain>;
  readonly organizations: readonly (OrganizationPlan & {
    readonly sealingRecipient: string;
    readonly oracleAccount: Hex;
    /** On its private chain, the oldest first. */
    readonly chameleonKeys: readonly Hex[];
  })[];
  readonly registries: Registries | null;
  readonly ports: Ports;
  readonly nullifierKeys: readonly NullifierKeyDescription[];
}): NetworkDescription {
  const proxies = options.organizations.filter(({ roles }) => roles.includes("proxy"));
  return parseNetwork({
    format: "medlattice/network/v1",
    name: "MedLattice on this machine",
    proxyThreshold: PROXY_THRESHOLD,
    nullifierKeys: options.nullifierKeys,
    anchors: options.registries?.anchors ?? null,
    chains: [...options.chains.values()].map(({ running, addresses, registryId, corrections }) => ({
      chainId: running.plan.chainId,
      name: running.plan.name,
      kind: running.plan.kind,
      rpcUrl: running.rpcUrl,
      registryId,
      contracts: addresses === null ? null : lowerCase(addresses),
      committee: addresses === null ? null : committeeOf(addresses),
      anchorRegistry: options.registries?.at.get(running.plan.name) ?? null,
      corrections: corrections && {
        commitmentScheme: corrections.commitments,
        amendments: corrections.amendments,
      },
    })),
    organizations: options.organizations.map((plan) => {
      const http = options.ports.oracle(plan.key)?.http;
      const index = proxies.findIndex(({ key }) => key === plan.key);
      return {
        orgId: orgIdOf(plan.domain),
        name: plan.displayName,
        kind: plan.kind,
        privateChainId: privateChainOf(plan, options.chains),
        oracleUrl: http === undefined ? null : `http://127.0.0.1:${http}`,
        sealingRecipient: http === undefined ? null : plan.sealingRecipient,
        proxyIndex: index === -1 ? null : index + 1,
        isProvider: plan.roles.includes("provider"),
        oracleAccount: http === undefined ? null : plan.oracleAccount.toLowerCase(),
        chameleonKeys: plan.chameleonKeys,
      };
    }),
  });
}

/** An institution's own chain comes first among those it reads. */
function privateChainOf(
  plan: OrganizationPlan,
  chains: ReadonlyMap<ChainName, DeployedChain>,
): number | null {
  if (!plan.roles.includes("institution")) return null;
  const [own] = plan.chains;
  return own === undefined ? null : (chains.get(own)?.running.plan.chainId ?? null);
}

/** What the consortium decides with, where it was deployed. */
function committeeOf(addresses: DeployedAddresses): object | null {
  const { medToken, reputation, committee, blsVoteVerifier, ecdsaVoteVerifier } = lowerCase(addresses);
  if (committee === undefined) return null;
  const voteVerifier = blsVoteVerifier ?? ecdsaVoteVerifier;
  return { medToken, reputation, committee, voteVerifier, voteScheme: blsVoteVerifier === undefined ? 2 : 1 };
}

function lowerCase(addresses: DeployedAddresses): Record<string, string> {
  const entries = Object.entries(addresses).map(([name, address]) => [
    `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    address.toLowerCase(),
  ]);
  return Object.fromEntries(entries);
}
