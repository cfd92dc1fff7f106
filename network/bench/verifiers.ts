import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Abi,
  createPublicClient,
  createWalletClient,
  defineChain,
  encodeFunctionData,
  hexToBytes,
  http,
} from "viem";
import type { Hex } from "@medlattice/sdk/codec";
import { readArtifact } from "../../contracts/scripts/artifacts.ts";
import { account } from "../src/chain/fixtures.ts";
import { createChain } from "../src/chain/index.ts";

/** An embedded chain's id: the shipped keys are good for it. */
export const CHAIN_ID = 7_101;

const sender = account(0);

export interface Verifiers {
  /** Address of a contract of contracts/src. */
  deploy(name: string): Promise<Hex>;
  /** Calls a function that only reverts or not. */
  require(contract: string, address: Hex, functionName: string, args: readonly unknown[]): Promise<void>;
  read(contract: string, address: Hex, functionName: string, args: readonly unknown[]): Promise<unknown>;
  /** Gas of the call itself: a transaction's without its base and its call data. */
  executionGas(
    contract: string,
    address: Hex,
    functionName: string,
    args: readonly unknown[],
  ): Promise<number>;
  close(): Promise<void>;
}

/** A chain of its own, to which single contracts are deployed. */
export async function startVerifiers(chainId = CHAIN_ID): Promise<Verifiers> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-verifiers-"));
  const node = await createChain({
    chainId,
    name: "verifiers",
    dataDir: join(folder, "chain"),
    genesisTime: 1_760_000_000,
  });
  const chain = defineChain({
    id: chainId,
    name: "verifiers",
    nativeCurrency: { name: "none", symbol: "NONE", decimals: 18 },
    rpcUrls: { default: { http: [node.url] } },
  });
  const reader = createPublicClient({ chain, transport: http(), pollingInterval: 10 });
  const wallet = createWalletClient({ account: sender, chain, transport: http() });
  const receiptOf = async (hash: Hex) => await reader.waitForTransactionReceipt({ hash });
  return {
    async deploy(name) {
      const { abi, bytecode } = readArtifact(name);
      const data = hexOf(bytecode);
      const hash = await wallet.deployContract({
        abi: abi as Abi,
        bytecode: data,
        gasPrice: 0n,
        gas: 8_000_000n,
      });
      const { contractAddress, status } = await receiptOf(hash);
      requireSuccess(status);
      return contractAddress ?? "0x";
    },
    async require(contract, address, functionName, args) {
      const { abi } = readArtifact(contract);
      await reader.readContract({ address, abi: abi as Abi, functionName, args });
    },
    async read(contract, address, functionName, args) {
      const { abi } = readArtifact(contract);
      return await reader.readContract({ address, abi: abi as Abi, functionName, args });
    },
    async executionGas(contract, address, functionName, args) {
      const { abi } = readArtifact(contract);
      const data = encodeFunctionData({ abi: abi as Abi, functionName, args });
      // The estimate is what is sent: were it too low, the call would revert.
      const gas = await reader.estimateGas({ account: sender, to: address, data });
      const { gasUsed, status } = await receiptOf(
        await wallet.sendTransaction({ to: address, data, gas, gasPrice: 0n }),
      );
      requireSuccess(status);
      const callData = hexToBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 0);
      return Number(gasUsed) - 21_000 - callData;
    },
    async close() {
      await node.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function hexOf(code: string): Hex {
  return `0x${code.replace(/^0x/, "")}`;
}

function requireSuccess(status: string): void {
  if (status !== "success") throw new Error("a call reverted");
}
