import { deploy, DeploymentResultType, type DeploymentResult } from "@nomicfoundation/ignition-core";
import { isAddress, type Hex } from "viem";
import { bridgeModule } from "../ignition/modules/Bridge.ts";
import { type CorrectionScheme, medLatticeModule, PLAIN_SCHEME } from "../ignition/modules/MedLattice.ts";
import { settlementModule } from "../ignition/modules/Settlement.ts";
import { readArtifact } from "./artifacts.ts";
import { buildContracts } from "./build.ts";
import { BRIDGE_NAMES, type BridgeName, forEachContract, type ContractName } from "./contract-list.ts";
import { DeploymentError } from "./deployment-error.ts";
import { runResuming } from "./runResuming.ts";
import { createSigningProvider, type SigningProvider } from "./createSigningProvider.ts";

const IGNITION_SETTINGS = {
  blockPollingInterval: 25, // ms; blocks come when there are transactions, so a look costs little and saves seconds
  timeBeforeBumpingFees: 60_000, // ms; transactions are free, so one that is not mined by then never will be
  requiredConfirmations: 1, // blocks are final
  maxRetries: 20,
  retryInterval: 100, // ms
};

export interface DeploymentParameters {
  /** The health authority's account. */
  readonly authority: Hex;
  /** Seconds between the start of a recovery and its earliest completion. */
  readonly recoveryDelaySeconds: number;
  /** 32 bytes; with the chain id it makes the RecordRegistry's `registryId`. */
  readonly lineageSalt: Hex;
  /** True on a consortium chain, whose grants are about records of private chains. */
  readonly opensForeignRecords: boolean;
}

export type { CorrectionScheme };

/** Of the contracts that only a consortium chain has. */
export interface BridgeParameters {
  /** Batches of summaries that make a chunk (systems.md S8), 1 to 1000. */
  readonly summaryChunkSize: number;
}

export interface DeployContractsOptions {
  /** JSON-RPC of the chain, over HTTP. */
  readonly rpcUrl: string;
  readonly chainId: number;
  /** Signs the deployment; its address and nonce decide the addresses of the contracts. */
  readonly deployerPrivateKey: Hex;
  /**
   * Lets the deployment name the usage ledger and the correction contract too. Not needed when the deployer is the authority;
   * without it, a separate authority has to call `settleUsageLedger` and `nominateCorrection` itself, and somebody then
   * `acceptNomination`.
   */
  readonly authorityPrivateKey?: Hex;
  readonly parameters: DeploymentParameters;
  /** What verifies corrections, settled for the chain's lifetime; Σ-OR without amendments when it is left out. */
  readonly corrections?: CorrectionScheme;
  /** On the consortium chain: what it takes in of private chains (docs/bridge.md). */
  readonly bridge?: BridgeParameters;
  /** Where the deployment's journal is kept; a repeated or interrupted deployment goes on from it. */
  readonly deploymentDir: string;
}

/** Address of every deployed contract; of the bridge's, where there is one. */
export type DeployedAddresses = Readonly<Record<ContractName, Hex>> &
  Readonly<Partial<Record<BridgeName, Hex>>>;

/**
 * Deploys what `ignition/modules` describes, or as much of it as is missing. Transactions are free (fees 0).
 * @throws DeploymentError `WRONG_CHAIN`, `DEPLOYMENT_FAILED`, `DEPLOYMENT_INTERRUPTED`, `DEPLOYMENT_CHANGED` (the journal is of other contracts or
 * parameters), `DEPLOYMENT_LOST` (the journal is of a chain that has been reset)
 */
export async function deployContracts(options: DeployContractsOptions): Promise<DeployedAddresses> {
  await buildContracts();
  const provider = createSigningProvider({
    rpcUrl: options.rpcUrl,
    chainId: options.chainId,
    privateKeys: [options.deployerPrivateKey, options.authorityPrivateKey ?? options.deployerPrivateKey],
  });
  await requireChain(provider, options.chainId);
  const addresses = addressesOf(await runIgnition(options, provider));
  await requireCode(provider, addresses);
  return addresses;
}

async function runIgnition(
  options: DeployContractsOptions,
  provider: SigningProvider,
): Promise<DeploymentResult> {
  const { bridge, corrections = PLAIN_SCHEME, deploymentDir, parameters } = options;
  const settles = provider.accounts[1]?.toLowerCase() === parameters.authority.toLowerCase();
  const artifactResolver = {
    loadArtifact: async (name: string) => readArtifact(name),
    getBuildInfo: async () => undefined, // wanted for source verification on public explorers only
  };
  const base = settles ? settlementModule(corrections) : medLatticeModule(corrections);
  const run = async () =>
    await deploy({
      ignitionModule: bridge === undefined ? base : bridgeModule(base),
      provider,
      artifactResolver,
      deploymentDir,
      deploymentParameters: { MedLattice: { ...parameters }, ...(bridge && { Bridge: { ...bridge } }) },
      accounts: [...provider.accounts],
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
      disableFeeBumping: true,
      config: IGNITION_SETTINGS,
    });
  try {
    return await runResuming(run, { deploymentDir, provider, artifactResolver });
  } catch (cause) {
    throw new DeploymentError("DEPLOYMENT_INTERRUPTED", "The node did not answer during the deployment.", {
      hints: ["Check that the node runs, then deploy again: it goes on where it stopped."],
      cause,
    });
  }
}

async function requireChain(provider: SigningProvider, chainId: number): Promise<void> {
  const answered = Number(await provider.request({ method: "eth_chainId" }));
  if (answered === chainId) return;
  throw new DeploymentError("WRONG_CHAIN", "The node serves another chain than the one to deploy to.", {
    facts: { wanted: chainId, answered },
  });
}

function addressesOf(result: DeploymentResult): DeployedAddresses {
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw explain(result);
  const contracts = Object.values(result.contracts);
  const find = (name: string) => contracts.find(({ contractName }) => contractName === name)?.address;
  const everywhere = forEachContract((name) => {
    const address = find(name);
    if (address === undefined || !isAddress(address)) {
      throw new DeploymentError("DEPLOYMENT_FAILED", "The deployment has no address for a contract.", {
        facts: { contract: name },
      });
    }
    return address;
  });
  const bridge = BRIDGE_NAMES.flatMap((name) => {
    const address = find(name);
    return address === undefined || !isAddress(address) ? [] : [[name, address] as const];
  });
  return { ...everywhere, ...Object.fromEntries(bridge) };
}

function explain(result: DeploymentResult): DeploymentError {
  const details = JSON.stringify(result);
  if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
    return new DeploymentError(
      "DEPLOYMENT_CHANGED",
      "The contracts or their parameters differ from those this chain was deployed with.",
      {
        hints: ["Start over with a new state folder, or go back to the earlier version."],
        facts: { details },
      },
    );
  }
  return new DeploymentError("DEPLOYMENT_FAILED", "The contracts could not be deployed.", {
    facts: { details },
  });
}

/** A journal can outlive its chain; then its addresses are empty. */
async function requireCode(provider: SigningProvider, addresses: DeployedAddresses): Promise<void> {
  for (const [contract, address] of Object.entries(addresses)) {
    const code: unknown = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
    if (code !== "0x") continue;
    throw new DeploymentError("DEPLOYMENT_LOST", "The chain has no contract where it was deployed.", {
      hints: ["The chain was reset but its deployment folder was not: remove that folder too."],
      facts: { contract, address },
    });
  }
}
