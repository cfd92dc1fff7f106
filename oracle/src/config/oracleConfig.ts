import type { ChainDescription, NetworkDescription, OrganizationDescription } from "@medlattice/sdk/network";
import type { Hex } from "viem";
import type { AnchoringConfig, ConfigFile } from "./schema.ts";

export type ChainContracts = NonNullable<ChainDescription["contracts"]>;
export type ContractName = keyof ChainContracts;

/** A chain: how it is reached, and what the network says it is. */
export type ChainConfig = ConfigFile["chains"][number] & {
  readonly name: string;
  readonly home: "private" | "consortium";
  readonly registryId: Hex;
  readonly contracts: ChainContracts;
};

/** A public chain: how it is reached, and where the network's anchors are kept there. */
export type AnchorChainConfig = AnchoringConfig["chains"][number] & {
  readonly name: string;
  readonly registry: Hex;
};

export interface PeerConfig {
  readonly orgId: Hex;
  readonly name: string;
  readonly peerUrl: string;
  readonly kind: OrganizationDescription["kind"];
  readonly isProvider: boolean;
  readonly isAuthority: boolean;
}

/** A proxy, as those who deal shares know it. */
export interface ProxyConfig {
  readonly organization: Hex;
  readonly index: number;
  readonly recipient: string;
}

/** The whole configuration of a process: its file and the network description, cross-checked and frozen. */
export interface OracleConfig extends Omit<
  ConfigFile,
  "network" | "organization" | "chains" | "peers" | "anchoring"
> {
  readonly network: NetworkDescription;
  readonly organization: OrganizationDescription;
  readonly chains: readonly ChainConfig[];
  readonly anchoring: Omit<AnchoringConfig, "chains"> & { readonly chains: readonly AnchorChainConfig[] };
  readonly peers: readonly PeerConfig[];
  readonly proxies: { readonly threshold: number; readonly members: readonly ProxyConfig[] };
}
