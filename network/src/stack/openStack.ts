import { maintainPki, type PkiChange, pkiPaths } from "../pki/index.ts";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { acceptPoliciesOn } from "./acceptPolicies.ts";
import { assignChains } from "./assignChains.ts";
import { choosePorts, type Ports } from "./choosePorts.ts";
import { committeeOf, foundersOf } from "./committeeOf.ts";
import { commitmentKeys } from "./commitmentKeys.ts";
import { deployChains } from "./deployChains.ts";
import { deployRegistries } from "./deployRegistries.ts";
import { type DeployedChain, describeNetwork } from "./describeNetwork.ts";
import { emergencyKeyOf } from "./emergencyShares.ts";
import { foundCommittee } from "./foundCommittee.ts";
import { keepCertified } from "./keepCertified.ts";
import { nullifierKeys } from "./nullifierKeys.ts";
import { organizationSecrets } from "./organizationSecrets.ts";
import { parseTopology } from "./parseTopology.ts";
import { requireFreeSpace } from "./requireFreeSpace.ts";
import { setUpOrganizations } from "./setUpOrganizations.ts";
import { startChains } from "./startChains.ts";
import { dappOrigins, type DappPlan, nodeOrigins, startDapp } from "./startDapp.ts";
import { startCommittee } from "./startCommittee.ts";
import { startOracles } from "./startOracles.ts";
import { openStateFolder, type StateFolder } from "./stateFolder.ts";
import { createSupervisor, type Supervisor } from "./supervisor.ts";
import { chooseTopology } from "./chooseTopology.ts";
import { type ChainName, DAPP_PORT, INSTRUMENTS_PORT, type Topology } from "./topology.ts";

const NETWORK_FILE = "network.json";

/** Wraps each stage of the start, so that a person sees what is going on. */
export type Progress = <T>(name: string, label: string, work: () => Promise<T>) => Promise<T>;

export interface StackOptions {
  /** Absolute. */
  readonly stateFolder: string;
  readonly reset: boolean;
  /** For a state folder of one's own; the default one uses the documented ports. */
  readonly takeFreePorts: boolean;
  /** Who takes part; default what the folder began with, else `DEFAULT_TOPOLOGY`. Ports apply unless free ones are taken. */
  readonly topology?: Topology;
  readonly progress: Progress;
  /** Whether a dapp will be started: its port is chosen, and oracles and nodes answer its pages. Default no. */
  readonly hasDapp?: boolean;
  /** What happens to processes while the network is up. */
  readonly onEvent: (message: string) => void;
}

export interface Stack {
  readonly network: NetworkDescription;
  readonly topology: Topology;
  readonly state: StateFolder;
  readonly supervisor: Supervisor;
  /** Serves a built dapp. @returns where people open it; only with `hasDapp` */
  startDapp(plan: DappPlan): Promise<string>;
  /** Stops everything in good order and lets the folder go. */
  close(): Promise<void>;
}

/**
 * Starts the whole network on this machine and sets up what is missing. Every stage looks at what is there already, so a start
 * after a kill at any moment goes on where the last one stopped.
 *
 * @throws InvalidInputError `TOPOLOGY_INVALID` | `TOPOLOGY_CHANGED`
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { progress, takeFreePorts } = options;
  // Before a reset: nothing is deleted for what could not be started.
  const wanted = options.topology === undefined ? undefined : parseTopology(options.topology);
  await requireFreeSpace(options.stateFolder);
  const state = await openStateFolder(options.stateFolder, { reset: options.reset });
  const supervisor = createSupervisor({ logDirectory: state.at("logs"), onEvent: options.onEvent });
  let stopCertifying: (() => Promise<void>) | undefined;
  const close = async (): Promise<void> => {
    await stopCertifying?.();
    await supervisor.stop();
    state.release();
  };
  try {
    const topology = await chooseTopology(state, wanted);
    const { chains, organizations } = topology;
    stopCertifying = keepCertified({
      maintain: () => certify(state, topology),
      onEvent: options.onEvent,
    });
    const forPages = (port: number): number | null => (options.hasDapp === true ? port : null);
    const ports = await choosePorts(
      {
        chains,
        organizations,
        dappPort: forPages(DAPP_PORT),
        instrumentsPort: forPages(INSTRUMENTS_PORT),
      },
      { state, takeFreePorts },
    );
    const network = await bringUp(topology, { state, supervisor, ports, progress });
    const networkFile = state.at(NETWORK_FILE);
    return {
      network,
      topology,
      state,
      supervisor,
      startDapp: (plan) => startDapp(plan, { state, supervisor, ports, networkFile }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUp(
  topology: Topology,
  {
    state,
    supervisor,
    ports,
    progress,
  }: {
    readonly state: StateFolder;
    readonly supervisor: Supervisor;
    readonly ports: Ports;
    readonly progress: Progress;
  },
): Promise<NetworkDescription> {
  const { chains, organizations } = topology;
  const origins = dappOrigins(ports);
  const running = await progress("chains", `Chains: ${chains.map(({ name }) => name).join(", ")}`, () =>
    startChains(chains, { state, supervisor, ports, allowedOrigins: nodeOrigins(ports) }),
  );
  const deployed = await progress(
    "contracts",
    `Contracts on ${permissionedChainIds(topology).length} of them`,
    () => deployChains(running, state),
  );
  const members = await Promise.all(
    organizations.map(async (plan) => ({
      plan,
      secrets: await organizationSecrets(plan, state),
      endpoint: `http://127.0.0.1:${ports.oracle(plan.key)?.http ?? 0}`,
    })),
  );
  await progress("organizations", "Organisations: keys, certificates, admission, policies", async () => {
    const emergencyKey = await emergencyKeyOf(organizations, state);
    const authority = privateKeyToAccount(await state.secret("network/authority"));
    for (const { running: chain, addresses } of deployed.values()) {
      if (addresses === null) continue;
      const { rpcUrl, plan } = chain;
      await setUpOrganizations(
        { rpcUrl, chainId: plan.chainId, organizationRegistry: addresses.OrganizationRegistry },
        { authority, members, emergencyKey: plan.kind === "consortium" ? emergencyKey : null },
      );
    }
    await acceptPoliciesOn(deployed, authority);
    await certify(state, topology);
  });
  const registries = await progress("anchors", "Registry of anchors on the public chain", () =>
    deployRegistries(
      deployed,
      state,
      members.flatMap(({ plan, secrets }) => (plan.ports === undefined ? [] : [secrets.oracle.address])),
    ),
  );
  const network = describeNetwork({
    chains: deployed,
    registries,
    organizations: await Promise.all(
      members.map(async ({ plan, secrets }) => ({
        ...plan,
        sealingRecipient: secrets.sealingRecipient,
        oracleAccount: secrets.oracle.address,
        chameleonKeys: await chameleonKeysOf(plan, deployed),
      })),
    ),
    ports,
    nullifierKeys: await nullifierKeys(permissionedChainIds(topology), organizations, state),
  });
  const authority = privateKeyToAccount(await state.secret("network/authority"));
  await assignChains(deployed.values(), network.organizations, authority);
  const committee = committeeOf(deployed.values());
  const stations = foundersOf(members);
  if (committee !== undefined) {
    await progress("stations", `Committee: ${stations.length} stations with keys, tokens and deposits`, () =>
      foundCommittee(committee, { authority, stations }),
    );
  }
  await state.writeJson(NETWORK_FILE, network);
  const tlsFolder = pkiPaths(pkiFolder(state)).oracle;
  await progress("oracles", `Oracles: ${withOracle(topology).join(", ")}`, () =>
    startOracles(
      {
        chains: deployed,
        organizations,
        ports,
        state,
        networkFile: state.at(NETWORK_FILE),
        tlsFolder,
        corsOrigins: origins,
      },
      supervisor,
    ),
  );
  const seat = organizations.find(({ roles }) => roles.includes("authority"));
  const http = seat === undefined ? undefined : ports.oracle(seat.key)?.http;
  if (committee !== undefined && http !== undefined) {
    const oracleUrl = `http://127.0.0.1:${http}`;
    await progress("committee", "Committee: membership keys and the first epoch", () =>
      startCommittee(committee, { authority, oracleUrl, stations: stations.length }),
    );
  }
  return network;
}

/** Of an institution, whose own chain comes first among those it reads. */
async function chameleonKeysOf(
  { domain, roles, chains: [own] }: Topology["organizations"][number],
  deployed: ReadonlyMap<ChainName, DeployedChain>,
): Promise<readonly Hex[]> {
  const chain = own === undefined || !roles.includes("institution") ? undefined : deployed.get(own);
  if (chain === undefined || chain.addresses === null) return [];
  const { running, addresses } = chain;
  return await commitmentKeys(running.rpcUrl, addresses.OrganizationRegistry, orgIdOf(domain));
}

/** Certifies who is not certified and renews what is due; for the start, and again and again afterwards. */
function certify(state: StateFolder, { organizations }: Topology): Promise<readonly PkiChange[]> {
  return maintainPki({
    folder: pkiFolder(state),
    authority: organizations.find(({ roles }) => roles.includes("authority"))?.domain ?? "",
    organizations: organizations.map(({ domain, ports }) => ({
      dnsName: domain,
      hasOracle: ports !== undefined,
    })),
  });
}

function pkiFolder(state: StateFolder): string {
  return state.at("pki");
}

function withOracle({ organizations }: Topology): readonly string[] {
  return organizations.flatMap(({ ports, displayName }) => (ports === undefined ? [] : [displayName]));
}

function permissionedChainIds({ chains }: Topology): readonly number[] {
  return chains.filter(({ kind }) => kind !== "public").map(({ chainId }) => chainId);
}
