import { fileURLToPath } from "node:url";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { OracleConfigInput } from "@medlattice/oracle";
import type { Ports } from "./choosePorts.ts";
import { deployedChain } from "./deployChains.ts";
import type { DeployedChain } from "./describeNetwork.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { Supervisor } from "./supervisor.ts";
import type { ChainName, OrganizationPlan } from "./topology.ts";

const entry = fileURLToPath(import.meta.resolve("@medlattice/oracle/main"));

/** On one machine somebody watches; beyond it, batches of ten minutes (systems.md M4) cost less. */
const SUMMARY_PACE = { summarySeconds: 3, summaryOfferSeconds: 1 } as const;

/** A snapshot a few seconds after something changed, an anchor a few seconds after it was decided; beyond one machine once a day (systems.md P2). */
const ANCHOR_PACE = { snapshotSeconds: 2, anchorSeconds: 2, turnSeconds: 15, observeSeconds: 2 } as const;

export interface OraclePlan {
  readonly chains: ReadonlyMap<ChainName, DeployedChain>;
  readonly organizations: readonly OrganizationPlan[];
  readonly ports: Ports;
  readonly state: StateFolder;
  readonly networkFile: string;
  readonly tlsFolder: (domain: string) => string;
  /** Origins of pages that may call the oracles from a browser. */
  readonly corsOrigins: readonly string[];
}

/** Starts an oracle for every organisation that runs one; all at once, since none waits for another. */
export async function startOracles(plan: OraclePlan, supervisor: Supervisor): Promise<void> {
  await Promise.all(
    plan.organizations.map(async (organization) => {
      const config = configOf(organization, plan);
      if (config === null) return;
      const name = `oracle-${organization.key}`;
      await plan.state.writeJson(`config/${name}.json`, config);
      await supervisor.start({ name, entry, args: [plan.state.at("config", `${name}.json`)] });
    }),
  );
}

function configOf(organization: OrganizationPlan, plan: OraclePlan): OracleConfigInput | null {
  const { key, domain, roles } = organization;
  const ports = plan.ports.oracle(key);
  if (ports === null) return null;
  const secret = (name: string): string => plan.state.at("secrets", key, name);
  const peers = plan.organizations.flatMap((other) => {
    const otherPorts = plan.ports.oracle(other.key);
    if (otherPorts === null || other.key === key) return [];
    return [{ orgId: orgIdOf(other.domain), peerUrl: `https://localhost:${otherPorts.peer}` }];
  });
  return {
    network: plan.networkFile,
    organization: { orgId: orgIdOf(domain) },
    roles: [...roles],
    dataDir: plan.state.at("oracles", key),
    http: { port: ports.http, corsOrigins: [...plan.corsOrigins] },
    peer: { port: ports.peer, tls: plan.tlsFolder(domain) },
    chains: organization.chains.map((name) => chainConfig(name, organization, plan)),
    peers,
    limits: SUMMARY_PACE,
    anchoring: { ...ANCHOR_PACE, chains: anchorChains(plan) },
    keys: {
      oracle: secret("oracle"),
      sealing: secret("sealing"),
      storage: secret("storage"),
      issuer: secret("issuer"),
      voting: secret("voting"),
      ...(roles.includes("institution") ? { trapdoor: secret("chameleon") } : {}),
      ...(roles.includes("authority") ? { nullifier: secret("nullifier") } : {}),
    },
  };
}

/** The embedded chain makes blocks only when there is work, and they are final. */
function anchorChains({ chains }: OraclePlan): NonNullable<OracleConfigInput["anchoring"]>["chains"] {
  return [...chains.values()].flatMap(({ running: { plan, rpcUrl } }) =>
    plan.kind === "public" ? [{ chainId: plan.chainId, rpcUrls: [rpcUrl], confirmations: 0 }] : [],
  );
}

/** The authority asks its own replica and the institution's node, and believes neither alone (rule 14). */
function chainConfig(
  name: ChainName,
  { roles }: OrganizationPlan,
  { chains }: OraclePlan,
): OracleConfigInput["chains"][number] {
  const { running } = deployedChain(chains, name);
  const { replicaUrl, rpcUrl, wsUrl, plan } = running;
  const hasReplica = roles.includes("authority") && replicaUrl !== null;
  return {
    chainId: plan.chainId,
    rpcUrls: hasReplica ? [replicaUrl, rpcUrl] : [rpcUrl],
    wsUrl: hasReplica ? replicaUrl.replace("http", "ws") : wsUrl,
  };
}
