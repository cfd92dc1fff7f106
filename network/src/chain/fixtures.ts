import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createPublicClient, defineChain, http, keccak256, numberToHex, pad, toHex } from "viem";
import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { PrivateKeyAccount } from "viem/accounts";
import { createChain } from "./createChain.ts";
import type { Chain, ChainDependencies } from "./createChain.ts";
import type { ChainConfigInput } from "./config.ts";

// Shared by the tests of this folder; nothing here runs in production.

export const CHAIN_ID = 7101;
export const GENESIS_TIME = 1_700_000_000;

/** Stores 1 under the calldata word and logs the word as the only topic: `SSTORE(cd, 1); LOG1("", cd)`. */
export const NOTE_CODE: Hex = "0x600b8060095f395ff360015f35555f355f5fa100";
/** Answers (block.timestamp, block.number). */
export const CLOCK_CODE: Hex = "0x600b8060095f395ff3425f524360205260405ff3";

/** A folder of this test alone, gone after it. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-chain-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The n-th well-known test account. */
export function account(index: number): PrivateKeyAccount {
  return privateKeyToAccount(pad(toHex(index + 1), { size: 32 }));
}

export interface SignOptions {
  readonly to?: Address;
  readonly data?: Hex;
  readonly gas?: bigint;
  readonly chainId?: number;
  readonly maxFeePerGas?: bigint;
}

/** Signs a transaction that costs nothing. */
export function sign(signer: PrivateKeyAccount, nonce: number, options: SignOptions = {}): Promise<Hex> {
  const { to, data = "0x", gas = 200_000n, chainId = CHAIN_ID, maxFeePerGas = 0n } = options;
  const fees = { maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas };
  return signer.signTransaction({
    type: "eip1559",
    chainId,
    nonce,
    gas,
    data,
    ...fees,
    ...(to === undefined ? {} : { to }),
  });
}

/** Different calldata words. */
export function word(seed: number | string): Hex {
  return keccak256(toHex(String(seed)));
}

export function configOf(dataDir: string, more: Partial<ChainConfigInput> = {}): ChainConfigInput {
  return { chainId: CHAIN_ID, name: "hospital", dataDir, genesisTime: GENESIS_TIME, ...more };
}

/** A chain in a folder of its own, closed after the test. */
export async function startChain(
  t: TestContext,
  more: Partial<ChainConfigInput> = {},
  dependencies: ChainDependencies = {},
): Promise<Chain> {
  const chain = await createChain(configOf(more.dataDir ?? (await temporaryFolder(t)), more), dependencies);
  t.after(() => chain.close());
  return chain;
}

export interface RpcReply {
  readonly result?: unknown;
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly data?: Readonly<Record<string, unknown>>;
  };
}

/** One JSON-RPC call by plain HTTP. */
export async function call(url: string, method: string, params: readonly unknown[] = []): Promise<RpcReply> {
  const response = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests look at the members themselves
  return (await response.json()) as RpcReply;
}

export function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
}

export function send(url: string, raw: Hex): Promise<RpcReply> {
  return call(url, "eth_sendRawTransaction", [raw]);
}

export function viemChain(url: string) {
  return defineChain({
    id: CHAIN_ID,
    name: "hospital",
    nativeCurrency: { name: "none", symbol: "NONE", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
}

export function publicClient(url: string) {
  return createPublicClient({ chain: viemChain(url), transport: http(url), pollingInterval: 20 });
}

/** The hash of a block, or undefined if there is none. */
export async function blockHash(url: string, number: number): Promise<unknown> {
  const { result } = await call(url, "eth_getBlockByNumber", [numberToHex(number), false]);
  return typeof result === "object" && result !== null && "hash" in result ? result.hash : undefined;
}

/** Sends `count` transactions of one account in order, each a block of its own. Returns their hashes. */
export async function fill(url: string, count: number, from = 0, signer = account(0)): Promise<Hex[]> {
  const hashes: Hex[] = [];
  for (let nonce = from; nonce < from + count; nonce += 1) {
    const raw = await sign(signer, nonce, { to: signer.address, data: word(nonce) });
    const { result } = await send(url, raw);
    if (result !== keccak256(raw)) throw new Error(`transaction ${nonce} was not taken`);
    hashes.push(keccak256(raw));
  }
  return hashes;
}
