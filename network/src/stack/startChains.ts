import { fileURLToPath } from "node:url";
import type { ChainName, ChainPlan } from "./topology.ts";
import type { Ports } from "./choosePorts.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { Supervisor } from "./supervisor.ts";

const entry = fileURLToPath(new URL("../chain/main.ts", import.meta.url));

export interface RunningChain {
  readonly plan: ChainPlan;
  readonly rpcUrl: string;
  readonly wsUrl: string;
  /** The health authority's own replica. */
  readonly replicaUrl: string | null;
}

interface ChainDependencies {
  readonly state: StateFolder;
  readonly supervisor: Supervisor;
  readonly ports: Ports;
  /** Origins of pages that may read the nodes from a browser. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Starts a process per chain, and a replica of each permissioned chain for the health authority (M2).
 * The genesis time is fixed at the first start, since it is part of every block hash.
 */
export async function startChains(
  chains: readonly ChainPlan[],
  dependencies: ChainDependencies,
): Promise<ReadonlyMap<ChainName, RunningChain>> {
  const genesisTime = await readGenesisTime(dependencies.state);
  const running = await Promise.all(
    chains.map(async (plan) => [plan.name, await startChain(plan, genesisTime, dependencies)] as const),
  );
  return new Map(running);
}

async function startChain(
  plan: ChainPlan,
  genesisTime: number,
  { state, supervisor, ports, allowedOrigins }: ChainDependencies,
): Promise<RunningChain> {
  const start = async (name: string, port: number, follow?: string): Promise<string> => {
    await state.writeJson(`config/${name}.json`, {
      chainId: plan.chainId,
      name,
      dataDir: state.at("chains", name),
      port,
      genesisTime,
      ...(follow === undefined ? { allowedOrigins } : { follow }),
    });
    await supervisor.start({ name, entry, args: [state.at("config", `${name}.json`)] });
    return `http://127.0.0.1:${port}`;
  };
  const rpcUrl = await start(`chain-${plan.name}`, ports.chain(plan.name));
  const replicaPort = ports.replica(plan.name);
  return {
    plan,
    rpcUrl,
    wsUrl: rpcUrl.replace("http", "ws"),
    replicaUrl: replicaPort === null ? null : await start(`replica-${plan.name}`, replicaPort, rpcUrl),
  };
}

async function readGenesisTime(state: StateFolder): Promise<number> {
  const kept = await state.readJson("genesis.json");
  if (typeof kept === "object" && kept !== null && "time" in kept && typeof kept.time === "number")
    return kept.time;
  const time = Math.floor(Date.now() / 1000);
  await state.writeJson("genesis.json", { time });
  return time;
}
