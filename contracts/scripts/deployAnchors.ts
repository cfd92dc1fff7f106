import type { Hex } from "viem";
import anchorsModule from "../ignition/modules/Anchors.ts";
import { deployModule, noAddress } from "./deployModule.ts";

export interface DeployAnchorsOptions {
  /** JSON-RPC of the public chain, over HTTP. */
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly deployerPrivateKey: Hex;
  /** 32 bytes that name the network, so that its anchors fit no other's registry. */
  readonly network: Hex;
  /** Who signs anchors, in any order. */
  readonly stations: readonly Hex[];
  /** More than half of them. */
  readonly threshold: number;
  readonly deploymentDir: string;
}

/**
 * Deploys what a public chain has: the registry of anchors (systems.md P1, P2).
 * @throws DeploymentError as `deployModule`
 */
export async function deployAnchors(options: DeployAnchorsOptions): Promise<Hex> {
  const { rpcUrl, chainId, deployerPrivateKey, network, threshold, deploymentDir } = options;
  const stations = options.stations.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const target = { rpcUrl, chainId, privateKeys: [deployerPrivateKey], deploymentDir };
  const parameters = { Anchors: { network, stations, threshold } };
  const found = await deployModule(target, () => ({ ignitionModule: anchorsModule, parameters }));
  const address = found.get("AnchorRegistry");
  if (address === undefined) throw noAddress("AnchorRegistry");
  return address;
}
