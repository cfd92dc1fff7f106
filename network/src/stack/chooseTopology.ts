import { existsSync } from "node:fs";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { parseTopology } from "./parseTopology.ts";
import type { StateFolder } from "./stateFolder.ts";
import { DEFAULT_TOPOLOGY, type Topology } from "./topology.ts";

const FILE = "topology.json";

/**
 * The topology that a state folder goes by: what it began with, since keys were dealt and chains set up for it. A folder of the default
 * network has no file of it, as folders had before there were others.
 *
 * @param wanted undefined takes what the folder has, or the default
 * @throws InvalidInputError `TOPOLOGY_CHANGED`
 */
export async function chooseTopology(state: StateFolder, wanted: Topology | undefined): Promise<Topology> {
  const isBegun = existsSync(state.at("genesis.json"));
  const kept = await state.readJson(FILE);
  const own = kept === null ? DEFAULT_TOPOLOGY : parseTopology(kept);
  const topology = wanted ?? own;
  if (essence(topology) === essence(own)) return topology;
  if (isBegun) {
    throw new InvalidInputError(
      "TOPOLOGY_CHANGED",
      "This state folder belongs to a network of other members.",
      {
        hints: ["Start it without a topology, which takes the one it has, or name another folder."],
      },
    );
  }
  await state.writeJson(FILE, topology);
  return topology;
}

/** All but ports and names for people, which may be others the next time. */
function essence({ chains, organizations }: Topology): string {
  return JSON.stringify([
    chains.map(({ name, chainId, kind }) => [name, chainId, kind]),
    organizations.map(({ key, domain, kind, roles, chains: read }) => [key, domain, kind, roles, read]),
  ]);
}
