import type { Hex } from "viem";
import { bridgeModule } from "../ignition/modules/Bridge.ts";
import { committeeModule, type VoteScheme } from "../ignition/modules/Committee.ts";
import { type CorrectionScheme, medLatticeModule, PLAIN_SCHEME } from "../ignition/modules/MedLattice.ts";
import { settlementModule } from "../ignition/modules/Settlement.ts";
import {
  BRIDGE_NAMES,
  type BridgeName,
  COMMITTEE_NAMES,
  type CommitteeName,
  forEachContract,
  type ContractName,
} from "./contract-list.ts";
import { deployModule, type ModuleToDeploy, noAddress } from "./deployModule.ts";

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
  /** What the consortium decides with; a chain can have it later too. */
  readonly committee?: CommitteeParameters;
}

/** Of the committee (systems.md P4–P9, S7, S8), for good. */
export interface CommitteeParameters {
  readonly scheme: VoteScheme;
  /** Gets all tokens, and hands them out. */
  readonly genesisStation: Hex;
  /** Gets deposits that are taken. */
  readonly treasury: Hex;
  /** a, λ and Ext of S8; Ext in units of 10^-18. */
  readonly midpoint: bigint;
  readonly slope: bigint;
  readonly startingCredit: bigint;
  /** Tokens, at least 1. */
  readonly minimumDeposit: bigint;
  readonly retirementSeconds: number;
  readonly epochSeconds: number;
  /** E of P6; four times as many tokens must exist. */
  readonly expectedSeats: number;
  /** With fewer drawn the former committee goes on. */
  readonly minimumSeats: number;
  /** 32 bytes, of the first seed. */
  readonly salt: Hex;
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

/** Address of every deployed contract; of the bridge's and the committee's, where there is one. */
export type DeployedAddresses = Readonly<Record<ContractName, Hex>> &
  Readonly<Partial<Record<BridgeName | CommitteeName, Hex>>>;

/**
 * Deploys what `ignition/modules` describes for a permissioned chain, or as much of it as is missing. Transactions are free (fees 0).
 * @throws DeploymentError as `deployModule`
 */
export async function deployContracts(options: DeployContractsOptions): Promise<DeployedAddresses> {
  const { rpcUrl, chainId, deployerPrivateKey, authorityPrivateKey, deploymentDir } = options;
  const privateKeys = [deployerPrivateKey, authorityPrivateKey ?? deployerPrivateKey];
  const found = await deployModule({ rpcUrl, chainId, privateKeys, deploymentDir }, (accounts) =>
    moduleFor(options, accounts),
  );
  const everywhere = forEachContract((name) => {
    const address = found.get(name);
    if (address === undefined) throw noAddress(name);
    return address;
  });
  const others = [...BRIDGE_NAMES, ...COMMITTEE_NAMES].flatMap((name) => {
    const address = found.get(name);
    return address === undefined ? [] : [[name, address] as const];
  });
  return { ...everywhere, ...Object.fromEntries(others) };
}

function moduleFor(options: DeployContractsOptions, accounts: readonly string[]): ModuleToDeploy {
  const { bridge, corrections = PLAIN_SCHEME, parameters } = options;
  const settles = accounts[1]?.toLowerCase() === parameters.authority.toLowerCase();
  const base = settles ? settlementModule(corrections) : medLatticeModule(corrections);
  const given = { MedLattice: { ...parameters } };
  if (bridge === undefined) return { ignitionModule: base, parameters: given };
  const { committee, ...inbox } = bridge;
  const bridged = bridgeModule(base);
  const withBridge = { ...given, Bridge: inbox };
  if (committee === undefined) return { ignitionModule: bridged, parameters: withBridge };
  const { scheme, ...rest } = committee;
  return {
    ignitionModule: committeeModule(bridged, { scheme, settles }),
    parameters: { ...withBridge, Committee: rest },
  };
}
