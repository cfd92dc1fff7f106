import {
  deploy,
  type DeploymentParameters as IgnitionParameters,
  DeploymentResultType,
  type DeploymentResult,
  type IgnitionModule,
  type IgnitionModuleResult,
} from "@nomicfoundation/ignition-core";
import { isAddress, type Hex } from "viem";
import { readArtifact } from "./artifacts.ts";
import { buildContracts } from "./build.ts";
import { createSigningProvider, type SigningProvider } from "./createSigningProvider.ts";
import { DeploymentError } from "./deployment-error.ts";
import { runResuming } from "./runResuming.ts";

const IGNITION_SETTINGS = {
  blockPollingInterval: 25, // ms; blocks come when there are transactions, so a look costs little and saves seconds
  timeBeforeBumpingFees: 60_000, // ms; transactions are free, so one that is not mined by then never will be
  requiredConfirmations: 1, // blocks are final
  maxRetries: 20,
  retryInterval: 100, // ms
};

/** Where and by whom something is deployed. */
export interface DeploymentTarget {
  /** JSON-RPC of the chain, over HTTP. */
  readonly rpcUrl: string;
  readonly chainId: number;
  /** The first signs the deployment: its address and nonce decide the addresses of the contracts. */
  readonly privateKeys: readonly Hex[];
  /** Where the deployment's journal is kept; a repeated or interrupted deployment goes on from it. */
  readonly deploymentDir: string;
}

/** A module, and its parameters by the name of the module that asks for them. */
export interface ModuleToDeploy {
  readonly ignitionModule: IgnitionModule<string, string, IgnitionModuleResult<string>>;
  readonly parameters: IgnitionParameters;
}

/**
 * Deploys a module, or as much of it as is missing, and looks that it is there. Transactions are free (fees 0).
 * @param make told the accounts' addresses in the order of the keys
 * @returns address of each contract by its name
 * @throws DeploymentError `WRONG_CHAIN`, `DEPLOYMENT_FAILED`, `DEPLOYMENT_INTERRUPTED`, `DEPLOYMENT_CHANGED` (the journal is of other contracts or
 * parameters), `DEPLOYMENT_LOST` (the journal is of a chain that has been reset)
 */
export async function deployModule(
  { rpcUrl, chainId, privateKeys, deploymentDir }: DeploymentTarget,
  make: (accounts: readonly string[]) => ModuleToDeploy,
): Promise<ReadonlyMap<string, Hex>> {
  await buildContracts();
  const provider = createSigningProvider({ rpcUrl, chainId, privateKeys });
  await requireChain(provider, chainId);
  const addresses = addressesOf(await run(make(provider.accounts), provider, deploymentDir));
  await requireCode(provider, addresses);
  return addresses;
}

async function run(
  { ignitionModule, parameters }: ModuleToDeploy,
  provider: SigningProvider,
  deploymentDir: string,
): Promise<DeploymentResult> {
  const artifactResolver = {
    loadArtifact: async (name: string) => readArtifact(name),
    getBuildInfo: async () => undefined, // wanted for source verification on public explorers only
  };
  const deployment = async () =>
    await deploy({
      ignitionModule,
      provider,
      artifactResolver,
      deploymentDir,
      deploymentParameters: parameters,
      accounts: [...provider.accounts],
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
      disableFeeBumping: true,
      config: IGNITION_SETTINGS,
    });
  try {
    return await runResuming(deployment, { deploymentDir, provider, artifactResolver });
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

function addressesOf(result: DeploymentResult): ReadonlyMap<string, Hex> {
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw explain(result);
  const found = Object.values(result.contracts).map(({ contractName, address }) => {
    if (isAddress(address)) return [contractName, address] as const;
    throw noAddress(contractName);
  });
  return new Map(found);
}

/** @internal */
export function noAddress(contract: string): DeploymentError {
  return new DeploymentError("DEPLOYMENT_FAILED", "The deployment has no address for a contract.", {
    facts: { contract },
  });
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
async function requireCode(provider: SigningProvider, addresses: ReadonlyMap<string, Hex>): Promise<void> {
  for (const [contract, address] of addresses) {
    const code: unknown = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
    if (code !== "0x") continue;
    throw new DeploymentError("DEPLOYMENT_LOST", "The chain has no contract where it was deployed.", {
      hints: ["The chain was reset but its deployment folder was not: remove that folder too."],
      facts: { contract, address },
    });
  }
}
