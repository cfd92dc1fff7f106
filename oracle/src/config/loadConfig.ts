import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type NetworkDescription, chainById, organizationById, parseNetwork } from "@medlattice/sdk/network";
import type {
  AnchorChainConfig,
  ChainConfig,
  OracleConfig,
  PeerConfig,
  ProxyConfig,
} from "./oracleConfig.ts";
import { type ConfigFile, configSchema } from "./schema.ts";

/**
 * Reads the configuration file and the network description it names, once.
 * @throws InvalidInputError CONFIG_UNREADABLE, CONFIG_INVALID, NETWORK_INVALID
 */
export function loadConfig(path: string): OracleConfig {
  return parseConfig(readJson(path), dirname(resolve(path)));
}

/**
 * Checks a configuration and freezes it.
 * @param folder what relative paths are relative to
 */
export function parseConfig(input: unknown, folder: string): OracleConfig {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(issue?.path.join(".") ?? "", issue?.message ?? "");
  }
  const file = parsed.data;
  const at = (path: string): string => resolve(folder, path);
  const network = parseNetwork(readJson(at(file.network)));
  const { storage, issuer, nullifier, trapdoor, voting, previousSealing, previousStorage } = file.keys;
  return deepFreeze({
    ...file,
    network,
    organization: organizationById(network, file.organization.orgId),
    dataDir: at(file.dataDir),
    ...(file.peer === undefined ? {} : { peer: { ...file.peer, tls: at(file.peer.tls) } }),
    keys: {
      oracle: at(file.keys.oracle),
      sealing: at(file.keys.sealing),
      previousSealing: previousSealing.map(at),
      previousStorage: previousStorage.map(at),
      ...(storage === undefined ? {} : { storage: at(storage) }),
      ...(issuer === undefined ? {} : { issuer: at(issuer) }),
      ...(nullifier === undefined ? {} : { nullifier: at(nullifier) }),
      ...(trapdoor === undefined ? {} : { trapdoor: at(trapdoor) }),
      ...(voting === undefined ? {} : { voting: at(voting) }),
    },
    chains: resolveChains(file, network),
    anchoring: { ...file.anchoring, chains: resolveAnchorChains(file, network) },
    peers: resolvePeers(file, network),
    proxies: { threshold: network.proxyThreshold, members: proxiesOf(network) },
  });
}

function resolveChains(file: ConfigFile, network: NetworkDescription): ChainConfig[] {
  const ids = file.chains.map(({ chainId }) => chainId);
  if (new Set(ids).size !== ids.length) throw invalid("chains", "a chain id occurs twice");
  return file.chains.map((chain) => {
    const { name, kind, registryId, contracts } = chainById(network, chain.chainId);
    if (kind === "public" || registryId === null || contracts === null) {
      throw invalid("chains", `chain ${chain.chainId} has no contracts in the network description`);
    }
    return { ...chain, name, home: kind, registryId, contracts };
  });
}

function resolveAnchorChains({ anchoring }: ConfigFile, network: NetworkDescription): AnchorChainConfig[] {
  const ids = anchoring.chains.map(({ chainId }) => chainId);
  if (new Set(ids).size !== ids.length) throw invalid("anchoring.chains", "a chain id occurs twice");
  return anchoring.chains.map((chain) => {
    const { name, kind, anchorRegistry } = chainById(network, chain.chainId);
    if (kind !== "public" || anchorRegistry === null) {
      throw invalid("anchoring.chains", `chain ${chain.chainId} keeps no anchors in the network description`);
    }
    return { ...chain, name, registry: anchorRegistry };
  });
}

function resolvePeers(file: ConfigFile, network: NetworkDescription): PeerConfig[] {
  if (file.peers.length > 0 && file.peer === undefined) throw invalid("peer", "needed to reach the peers");
  return file.peers.map(({ orgId, peerUrl }) => {
    const { name, isProvider, kind } = organizationById(network, orgId);
    return { orgId, name, peerUrl, kind, isProvider, isAuthority: kind === "HealthAuthority" };
  });
}

function proxiesOf(network: NetworkDescription): ProxyConfig[] {
  return network.organizations.flatMap(({ orgId, proxyIndex, sealingRecipient }) =>
    proxyIndex === null || sealingRecipient === null
      ? []
      : [{ organization: orgId, index: proxyIndex, recipient: sealingRecipient }],
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new InvalidInputError("CONFIG_UNREADABLE", "A configuration file cannot be read as JSON.", {
      facts: { path },
      hints: ["Check the path and that the file is valid JSON."],
      cause,
    });
  }
}

function invalid(member: string, reason: string): InvalidInputError {
  return new InvalidInputError("CONFIG_INVALID", `The configuration is wrong at "${member}": ${reason}.`, {
    facts: { member, reason },
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
