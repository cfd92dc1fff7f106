import { rm } from "node:fs/promises";
import { join } from "node:path";
import { encodeFunctionData, keccak256, stringToHex, type Abi } from "viem";
import { deployContracts, type DeployedAddresses } from "@medlattice/contracts/deploy";
import { ABIS } from "@medlattice/sdk/abi";
import type { Hex } from "@medlattice/sdk/codec";
import { contractDomain, credentialHash, orgIdOf, type ContractDomain } from "@medlattice/sdk/eip712";
import { newPersonId, ROLE } from "@medlattice/sdk/identity";
import { newId } from "@medlattice/sdk/record";
import { benchKey, signature65, type BenchKey } from "./key.ts";
import { rpc, type Rpc } from "./rpc.ts";
import { startChainProcess, type ChainProcess } from "./chainProcess.ts";
import { signTransaction } from "./transaction.ts";
import { digester, structHasher } from "./typedHash.ts";

export const CHAIN_ID = 7_401;
export const GENESIS_TIME = 1_760_000_000;
const GAS = 16_000_000;
const ZERO: Hex = `0x${"00".repeat(32)}`;
const HOSPITAL = "hospital.example";
const HOSPITAL_KIND = 1;

/** Somebody enrolled. */
export interface Person {
  readonly personId: Hex;
  readonly key: BenchKey;
}

/** A chain with the five contracts and people in it, and accounts that carry transactions. */
export interface World {
  readonly chain: ChainProcess;
  readonly rpc: Rpc;
  readonly contracts: DeployedAddresses;
  readonly hospital: Hex;
  readonly patients: readonly Person[];
  readonly doctors: readonly Person[];
  readonly now: number;
  readonly domainOf: (
    contract: "IdentityRegistry" | "RecordRegistry" | "ConsentRegistry" | "UsageLedger",
  ) => ContractDomain;
  /** Signs a call of the next account in turn, with its next nonce: what is made first must be sent first. */
  readonly carry: (to: Hex | null, data: Hex, gas?: number) => Hex;
  /** Gas that a signed transaction used; throws when it reverted. */
  readonly gasOf: (raw: Hex) => Promise<number>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly patients?: number;
  readonly doctors?: number;
  /** Accounts that send; each has its own nonces, so that many transactions can be under way. */
  readonly carriers?: number;
  /** An empty chain to build it in; a process of its own unless told. */
  readonly chain?: ChainProcess;
}

/** Starts a chain, deploys what is deployed everywhere, and enrols people by their signatures. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { patients = 64, doctors = 8, carriers = 64 } = options;
  const chain =
    options.chain ??
    (await startChainProcess({ chainId: CHAIN_ID, name: "bench", port: 0, genesisTime: GENESIS_TIME }));
  try {
    return await fill(chain, { patients, doctors, carriers });
  } catch (cause) {
    await chain.close();
    throw cause;
  }
}

async function fill(chain: ChainProcess, counts: Required<Omit<WorldOptions, "chain">>): Promise<World> {
  const authority = benchKey("authority");
  const deploymentDir = join(chain.folder, "deployment");
  const contracts = await deployContracts({
    rpcUrl: chain.url,
    chainId: CHAIN_ID,
    deployerPrivateKey: authority.privateKey,
    deploymentDir,
    parameters: {
      authority: authority.address,
      recoveryDelaySeconds: 3600,
      lineageSalt: keccak256(stringToHex("bench")),
      opensForeignRecords: false,
    },
  });
  await rm(deploymentDir, { recursive: true, force: true });
  const calls = rpc(chain.url);
  const hospital = orgIdOf(HOSPITAL);
  const issuer = benchKey("issuer");
  const domainOf: World["domainOf"] = (contract) =>
    contractDomain({ contract, chainId: CHAIN_ID, address: contracts[contract] });

  const accounts = Array.from({ length: counts.carriers }, (_, index) => benchKey(`carrier ${index}`));
  const nonces = accounts.map(() => 0);
  let turn = 0;
  const carry: World["carry"] = (to, data, gas = GAS) => {
    const index = turn++ % accounts.length;
    const nonce = nonces[index] ?? 0;
    nonces[index] = nonce + 1;
    return signTransaction(accounts[index] ?? authority, { chainId: CHAIN_ID, nonce, to, data, gas });
  };
  const gasOf: World["gasOf"] = async (raw) => calls.gasUsed(await calls.send(raw));

  const authorityNonce = await calls.nonceOf(authority.address);
  const registration = signTransaction(authority, {
    chainId: CHAIN_ID,
    nonce: authorityNonce,
    to: contracts.OrganizationRegistry,
    gas: GAS,
    data: call("OrganizationRegistry", "registerOrganization", [
      {
        dnsName: HOSPITAL,
        kind: HOSPITAL_KIND,
        admin: authority.address,
        issuerKey: issuer.address,
        oracle: benchKey("oracle").address,
        endpoint: "",
      },
    ]),
  });
  await gasOf(registration);

  const now = await calls.headTime();
  const digest = digester(domainOf("IdentityRegistry"));
  const hashes = { credential: structHasher("Credential"), enrollment: structHasher("Enrollment") };
  const enrol = async (name: string, role: number): Promise<Person> => {
    const key = benchKey(name);
    const personId = newPersonId();
    const credential = {
      personId,
      role,
      organization: hospital,
      controller: key.address,
      keyManifestRoot: newId(),
      nullifier: newId(),
      notBefore: now - 10,
      notAfter: now + 10 * 365 * 86_400,
      issuer: ZERO,
      signer: issuer.address,
    };
    const consent = { personId, controller: key.address, credentialHash: credentialHash(credential) };
    const byIssuer = signature65(issuer.sign(digest(hashes.credential(credential))));
    const byPerson = signature65(key.sign(digest(hashes.enrollment(consent))));
    const data = call("IdentityRegistry", "enroll", [credential, byIssuer, byPerson]);
    await gasOf(carry(contracts.IdentityRegistry, data));
    return { personId, key };
  };
  const enrolAll = (kind: string, count: number, role: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => enrol(`${kind} ${index}`, role)));
  return {
    chain,
    rpc: calls,
    contracts,
    hospital,
    now,
    patients: await enrolAll("patient", counts.patients, ROLE.patient),
    doctors: await enrolAll("doctor", counts.doctors, ROLE.doctor),
    domainOf,
    carry,
    gasOf,
    close: () => chain.close(),
  };
}

/** Call data of one of the five contracts. */
export function call(contract: keyof typeof ABIS, functionName: string, args: readonly unknown[]): Hex {
  const abi: Abi = ABIS[contract];
  return encodeFunctionData({ abi, functionName, args });
}
