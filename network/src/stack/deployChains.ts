import {
  type CommitteeParameters,
  type CorrectionScheme,
  type DeployedAddresses,
  deployContracts,
} from "@medlattice/contracts/deploy";
import { UnavailableError } from "@medlattice/sdk/errors";
import { encodeAbiParameters, type Hex, keccak256 } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { DeployedChain } from "./describeNetwork.ts";
import type { RunningChain } from "./startChains.ts";
import type { StateFolder } from "./stateFolder.ts";
import type { ChainName } from "./topology.ts";

/** How long everyone has to notice and stop a recovery of control. */
const RECOVERY_DELAY_SECONDS = 72 * 3600;
/** The same on all, which are embedded ones: the keys for amendments are good for them. A chain keeps its own for good. */
const CORRECTIONS: CorrectionScheme = { commitments: 1, amendments: true };

/** Batches of summaries after which reputations count anew. */
const SUMMARY_CHUNK_SIZE = 100;
const SECONDS_A_DAY = 24 * 3600;

/**
 * The consortium's committee, which waits for its stations: the authority has all tokens and founds the first ones. Reputation as
 * published (systems.md S8). With four stations 400 expected seats keep chance from giving one of them a third, whose absence would stop
 * the others: it draws 82 ± 9 of 327. Half of the seats must be drawn. Epochs are short on one machine, where somebody watches.
 */
function committeeOf(authority: Hex, salt: Hex): CommitteeParameters {
  return {
    scheme: 1, // the embedded chain has EIP-2537
    genesisStation: authority,
    treasury: authority,
    midpoint: 5_000n,
    slope: 20_000n,
    startingCredit: 0n,
    minimumDeposit: 50n,
    retirementSeconds: 7 * SECONDS_A_DAY,
    epochSeconds: 60,
    expectedSeats: 400,
    minimumSeats: 200,
    salt,
  };
}

/** Deploys the same contracts on every permissioned chain; a chain that has them already costs a look. */
export async function deployChains(
  chains: ReadonlyMap<ChainName, RunningChain>,
  state: StateFolder,
): Promise<ReadonlyMap<ChainName, DeployedChain>> {
  const authorityPrivateKey = await state.secret("network/authority");
  const lineageSalt = await state.secret("network/lineage");
  const parameters = {
    authority: privateKeyToAddress(authorityPrivateKey),
    recoveryDelaySeconds: RECOVERY_DELAY_SECONDS,
    lineageSalt,
  };
  const deployerPrivateKey = await state.secret("network/deployer");
  const committee = committeeOf(parameters.authority, lineageSalt);
  const bridge = { summaryChunkSize: SUMMARY_CHUNK_SIZE, committee };
  const deployed = new Map<ChainName, DeployedChain>();
  for (const [name, running] of chains) {
    const { chainId, kind } = running.plan;
    if (kind === "public") {
      deployed.set(name, { running, addresses: null, registryId: null, corrections: null });
      continue;
    }
    const addresses: DeployedAddresses = await deployContracts({
      rpcUrl: running.rpcUrl,
      chainId,
      deployerPrivateKey,
      authorityPrivateKey,
      parameters: { ...parameters, opensForeignRecords: kind === "consortium" },
      corrections: CORRECTIONS,
      ...(kind === "consortium" ? { bridge } : {}),
      deploymentDir: state.at("deployments", name),
    });
    const registryId = registryIdOf(chainId, lineageSalt);
    deployed.set(name, { running, addresses, registryId, corrections: CORRECTIONS });
  }
  return deployed;
}

/** `keccak256(abi.encode("medlattice/registry/v1", chainId, lineageSalt))`, as the registry computes it. */
function registryIdOf(chainId: number, lineageSalt: Hex): Hex {
  const types = [{ type: "string" }, { type: "uint256" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, ["medlattice/registry/v1", BigInt(chainId), lineageSalt]));
}

/** @throws UnavailableError when the topology and the deployment differ */
export function deployedChain(chains: ReadonlyMap<ChainName, DeployedChain>, name: ChainName): DeployedChain {
  const chain = chains.get(name);
  if (chain !== undefined) return chain;
  throw new UnavailableError("CHAIN_MISSING", `The chain ${name} was not started.`, { facts: { name } });
}
