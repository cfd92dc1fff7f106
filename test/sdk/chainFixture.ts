import assert from "node:assert/strict";
import { type Abi, createPublicClient, decodeErrorResult, encodeFunctionData, http } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { ABIS } from "@medlattice/sdk/abi";
import type { Hex } from "@medlattice/sdk/codec";
import { initCrypto } from "@medlattice/sdk/crypto";
import { generateCommitmentKey } from "../../sdk/src/crypto/commitment/index.ts";
import { addressOf, contractDomain, orgIdOf, type Signer } from "@medlattice/sdk/eip712";
import { acceptCredential, issueCredential, newPersonId, type Role } from "@medlattice/sdk/identity";
import { createKeyManifest, MasterKey, sealingKey } from "@medlattice/sdk/keys";
import { encodeChameleonKey } from "@medlattice/sdk/manifest";
import { newId } from "@medlattice/sdk/record";
import { readRpcError } from "../../oracle/src/chains/readRpcError.ts";
import type { BridgeName, CommitteeName } from "../../contracts/scripts/contract-list.ts";
import { issuerAccount, startTestChain, testAccount } from "../oracle/fixture/chain.ts";

// One chain, one hospital and three people for all cases of this folder: starting takes longer than the cases do.
await initCrypto();
export const CHAIN_ID = 7_150;
export const hospital = orgIdOf("hospital.example");
export const chain = await startTestChain(
  CHAIN_ID,
  "private",
  [{ dnsName: "hospital.example", kind: 1 }],
  // Of the two schemes the one that no other test deploys.
  { commitments: 2, amendments: false },
);
export const { contracts, registryId } = chain;
export const reader = createPublicClient({ transport: http(chain.chain.url), pollingInterval: 10 });
export const relayer = testAccount("relayer of the contracts test");
export const at = { chainId: CHAIN_ID, identityRegistry: lower(contracts.IdentityRegistry) };
export const home = { chainId: CHAIN_ID, consentRegistry: lower(contracts.ConsentRegistry) };
export const registry = { chainId: CHAIN_ID, address: lower(contracts.RecordRegistry), registryId };
export const now = Number((await reader.getBlock()).timestamp);
export const later = Math.max(now, Math.floor(Date.now() / 1000)) + 86_400;
export const zero: Hex = `0x${"00".repeat(32)}`;
export const chameleonKey = encodeChameleonKey(generateCommitmentKey().h1);

export function lower(address: string): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}

/** Those that every chain has. */
export type ContractName = Exclude<keyof typeof contracts, BridgeName | CommitteeName>;

/** Sends a call through the relayer, after a dry run that tells the contract's own error by name. */
export async function relay(
  contract: ContractName,
  functionName: string,
  args: readonly unknown[],
): Promise<void> {
  const abi: Abi = ABIS[contract];
  await reader.simulateContract({ account: relayer, address: contracts[contract], abi, functionName, args });
  await chain.send(relayer, contracts[contract], encodeFunctionData({ abi, functionName, args }));
}

export async function read(
  contract: ContractName,
  functionName: string,
  args: readonly unknown[],
): Promise<unknown> {
  const abi: Abi = ABIS[contract];
  return reader.readContract({ address: contracts[contract], abi, functionName, args });
}

/** Name of the error a contract refuses with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  const data = readRpcError(error)?.data;
  assert.ok(data !== undefined, String(error));
  return decodeErrorResult({ abi: Object.values(ABIS).flat(), data }).errorName;
}

export async function enroll(role: Role, signer: Signer = privateKeyToAccount(generatePrivateKey())) {
  const master = MasterKey.generate();
  const personId = newPersonId();
  const plan = {
    chainId: CHAIN_ID,
    epoch: 0,
    receiveEpoch: 0,
    categories: [{ code: "laboratory", epoch: 0 }],
  };
  const domain = contractDomain({
    contract: "IdentityRegistry",
    chainId: CHAIN_ID,
    address: at.identityRegistry,
  });
  const keyManifest = await createKeyManifest({ master, personId, plan, domain, signer });
  const request = {
    format: "medlattice/enrollment-request/v1" as const,
    chainId: CHAIN_ID,
    personId,
    controller: addressOf(signer),
    keyManifestRoot: keyManifest.root,
  };
  const issued = await issueCredential({
    at,
    request,
    role,
    organization: hospital,
    nullifier: newId(),
    notBefore: now - 10,
    notAfter: later,
    issuer: zero,
    signer: issuerAccount(hospital),
  });
  const { credential, issuerSignature, controllerSignature } = await acceptCredential({
    at,
    issued,
    request,
    signer,
  });
  await relay("IdentityRegistry", "enroll", [credential, issuerSignature, controllerSignature]);
  return {
    personId,
    signer,
    master,
    keyManifest,
    sealing: await sealingKey(master, 0),
    holder: { at, personId, signer },
  };
}
