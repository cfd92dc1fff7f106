import { deployAnchors } from "@medlattice/contracts/deploy-anchors";
import { ABIS } from "@medlattice/sdk/abi";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { createPublicClient, encodeAbiParameters, type Hex, http, keccak256 } from "viem";
import { z } from "zod";
import type { DeployedChain } from "./describeNetwork.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { ChainName } from "./topology.ts";

/** Who anchors, and where the registries are. */
export interface Registries {
  readonly anchors: NonNullable<NetworkDescription["anchors"]>;
  readonly at: ReadonlyMap<ChainName, Hex>;
}

const FILE = "anchors.json";
const keptSchema = z.object({
  stations: z.array(z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]{40}$/)])).min(1),
});

/**
 * Puts a registry of anchors on every public chain, with the oracles' accounts as its stations and more than half of them as threshold
 * (systems.md P1, P2). It was deployed with the stations of the first start; who they are now, the registry says.
 * @param stations accounts of the organisations that run an oracle
 * @returns null in a network without a public chain or without a consortium
 */
export async function deployRegistries(
  chains: ReadonlyMap<ChainName, DeployedChain>,
  state: StateFolder,
  stations: readonly Hex[],
): Promise<Registries | null> {
  const consortium = [...chains.values()].find(({ running }) => running.plan.kind === "consortium");
  const publics = [...chains].filter(([, { running }]) => running.plan.kind === "public");
  if (consortium === undefined || consortium.registryId === null || publics.length === 0) return null;
  const network = anchorNetworkOf(consortium.registryId);
  const first = await firstStations(state, stations);
  const deployerPrivateKey = await state.secret("network/deployer");
  const at = new Map<ChainName, Hex>();
  let anchors: Registries["anchors"] | null = null;
  for (const [name, { running }] of publics) {
    const { rpcUrl, plan } = running;
    const address = await deployAnchors({
      rpcUrl,
      chainId: plan.chainId,
      deployerPrivateKey,
      network,
      stations: first,
      threshold: Math.floor(first.length / 2) + 1,
      deploymentDir: state.at("deployments", name),
    });
    at.set(name, lower(address));
    anchors ??= { network, ...(await stationsOf(rpcUrl, address)) };
  }
  return anchors === null ? null : { anchors, at };
}

/** `keccak256(abi.encode("medlattice/anchors/v1", registryId of the consortium chain))` */
function anchorNetworkOf(registryId: Hex): Hex {
  const types = [{ type: "string" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, ["medlattice/anchors/v1", registryId]));
}

async function firstStations(state: StateFolder, stations: readonly Hex[]): Promise<readonly Hex[]> {
  const kept = keptSchema.safeParse(await state.readJson(FILE));
  if (kept.success) return kept.data.stations;
  const sorted = stations.map(lower).toSorted();
  await state.writeJson(FILE, { stations: sorted });
  return sorted;
}

async function stationsOf(
  rpcUrl: string,
  address: Hex,
): Promise<{ readonly stations: readonly Hex[]; readonly threshold: number }> {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const [stations, threshold] = await client.readContract({
    address,
    abi: ABIS.AnchorRegistry,
    functionName: "stations",
  });
  return { stations: stations.map(lower), threshold };
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
