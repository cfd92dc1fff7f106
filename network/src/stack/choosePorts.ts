import { z } from "zod";
import { findFreePorts, requireFreePorts, whenPortsAreFree } from "./ports.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { ChainName, ChainPlan, OrganizationKey, OrganizationPlan } from "./topology.ts";

const keptSchema = z.record(z.string(), z.int().min(1).max(65_535));

export interface Ports {
  chain(name: ChainName): number;
  replica(name: ChainName): number | null;
  oracle(key: OrganizationKey): { readonly http: number; readonly peer: number } | null;
  /** Null when no dapp is wanted. */
  readonly dapp: number | null;
  /** Of the instruments in software; null when no dapp is wanted. */
  readonly instruments: number | null;
}

/**
 * The default state folder uses the documented ports, so that addresses are always the same; a folder of its own takes free
 * ones, and keeps them from then on while they are free.
 *
 * @throws UnavailableError `PORT_BUSY`
 */
export async function choosePorts(
  plan: {
    readonly chains: readonly ChainPlan[];
    readonly organizations: readonly OrganizationPlan[];
    readonly dappPort: number | null;
    readonly instrumentsPort: number | null;
  },
  options: { readonly state: StateFolder; readonly takeFreePorts: boolean },
): Promise<Ports> {
  const wanted = new Map<string, number>();
  for (const chain of plan.chains) {
    wanted.set(`chain-${chain.name}`, chain.port);
    if (chain.replicaPort !== undefined) wanted.set(`replica-${chain.name}`, chain.replicaPort);
  }
  for (const { key, ports } of plan.organizations) {
    if (ports === undefined) continue;
    wanted.set(`oracle-${key}`, ports.http);
    wanted.set(`peer-${key}`, ports.peer);
  }
  if (plan.dappPort !== null) wanted.set("dapp", plan.dappPort);
  if (plan.instrumentsPort !== null) wanted.set("instruments", plan.instrumentsPort);
  const chosen = options.takeFreePorts ? await takeFree([...wanted.keys()], options.state) : wanted;
  if (!options.takeFreePorts && !(await whenPortsAreFree([...chosen.values()])))
    await requireFreePorts([...chosen.values()]);
  return {
    chain: (name) => portOf(chosen, `chain-${name}`),
    replica: (name) => chosen.get(`replica-${name}`) ?? null,
    oracle: (key) => {
      const http = chosen.get(`oracle-${key}`);
      return http === undefined ? null : { http, peer: portOf(chosen, `peer-${key}`) };
    },
    dapp: plan.dappPort === null ? null : portOf(chosen, "dapp"),
    instruments: plan.instrumentsPort === null ? null : portOf(chosen, "instruments"),
  };
}

async function takeFree(names: readonly string[], state: StateFolder): Promise<ReadonlyMap<string, number>> {
  const file = keptSchema.safeParse(await state.readJson("ports.json"));
  const kept = new Map(Object.entries(file.success ? file.data : {}));
  const isKept = names.every((name) => kept.has(name)) && (await whenPortsAreFree([...kept.values()]));
  if (isKept) return kept;
  const free = await findFreePorts(names.length);
  const chosen = new Map(names.map((name, index) => [name, free[index] ?? 0]));
  await state.writeJson("ports.json", Object.fromEntries(chosen));
  return chosen;
}

function portOf(ports: ReadonlyMap<string, number>, name: string): number {
  const port = ports.get(name);
  if (port === undefined) throw new Error(`the topology has no port for ${name}`);
  return port;
}
