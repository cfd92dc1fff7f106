import { fileURLToPath } from "node:url";
import { getContractAddress } from "viem";
import type { Hex } from "viem";
import { account, CHAIN_ID, GENESIS_TIME, NOTE_CODE, sign, word } from "../src/chain/fixtures.ts";
import { httpLoad } from "./httpLoad.ts";
import type { LoadResult } from "./httpLoad.ts";
import { startChainProcess } from "./world/chainProcess.ts";

const SENDERS = 64;

export interface ChainBenchOptions {
  /** Signed in advance; each stores one word and logs it. */
  readonly transactions?: number;
  readonly calls?: number;
  readonly connections?: number;
}

export interface ServedLoad extends LoadResult {
  /** Processor time of the chain's process; 0 where the system does not tell. */
  readonly nodeCpuMicrosPerCall: number;
}

export interface ChainBenchResult {
  /** One transaction a request; answered when it is on the disk. */
  readonly singleTransactions: ServedLoad;
  /** 50 transactions a request. */
  readonly batchedTransactions: ServedLoad;
  readonly singleCalls: ServedLoad;
  readonly batchedCalls: ServedLoad;
  /** Reads while transactions come in on other connections. */
  readonly callsUnderWrites: ServedLoad;
  /** From starting the process to its ready line, less the same for an empty chain, for 10 000 transactions. */
  readonly replayMsPer10k: number;
  readonly emptyStartMs: number;
  readonly journalBytesPerTransaction: number;
  readonly residentMegabytes: number;
}

/** Measures one chain as it runs in production: its own process, its journal on this disk, over HTTP. */
export async function benchChain(options: ChainBenchOptions = {}): Promise<ChainBenchResult> {
  const { transactions = 6000, calls = 20_000, connections = 16 } = options;
  const raws = await signAll(transactions);
  let chain = await startChainProcess({ chainId: CHAIN_ID, name: "bench", genesisTime: GENESIS_TIME });
  const emptyStartMs = chain.startMs;
  try {
    const load = async (
      bodies: readonly string[],
      callsPerBody = 1,
      over = connections,
    ): Promise<ServedLoad> => {
      const before = await chain.cpuMs();
      const result = await httpLoad({ url: chain.url, connections: over, bodies, callsPerBody });
      const used = (await chain.cpuMs()) - before;
      return { ...result, nodeCpuMicrosPerCall: Math.round((used * 1000) / (bodies.length * callsPerBody)) };
    };

    await load(raws.slice(0, 1).map(sendBody), 1, 1);
    const third = Math.floor(transactions / 3);
    const singleTransactions = await load(raws.slice(1, third).map(sendBody));
    const batchedTransactions = await load(batches(raws.slice(third, 2 * third).map(sendBody), 50), 50, 4);

    const to = getContractAddress({ from: account(0).address, nonce: 0n });
    const callBodies = Array.from({ length: calls }, (_, index) =>
      body("eth_call", [{ to, data: word(index % 1000) }, "latest"]),
    );
    const singleCalls = await load(callBodies);
    const batchedCalls = await load(batches(callBodies, 50), 50, 4);
    const [callsUnderWrites] = await Promise.all([
      load(callBodies.slice(0, calls / 4), 1, connections / 2),
      load(raws.slice(2 * third).map(sendBody), 1, connections / 2),
    ]);

    const residentMegabytes = await chain.residentMegabytes();
    chain = await chain.restart();
    return {
      singleTransactions,
      batchedTransactions,
      singleCalls,
      batchedCalls,
      callsUnderWrites,
      replayMsPer10k: Math.round(((chain.startMs - emptyStartMs) / transactions) * 10_000),
      emptyStartMs: Math.round(emptyStartMs),
      journalBytesPerTransaction: Math.round((await chain.journalBytes()) / transactions),
      residentMegabytes,
    };
  } finally {
    await chain.close();
  }
}

/** The first deploys the contract; the others call it, from many accounts. */
async function signAll(count: number): Promise<Hex[]> {
  const to = getContractAddress({ from: account(0).address, nonce: 0n });
  const raws: Hex[] = [];
  for (let index = 0; index < count; index += 1) {
    const nonce = Math.floor(index / SENDERS);
    const options = index === 0 ? { data: NOTE_CODE } : { to, data: word(index), gas: 100_000n };
    raws.push(await sign(account(index % SENDERS), nonce, options));
  }
  return raws;
}

function body(method: string, params: readonly unknown[]): string {
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
}

function sendBody(raw: Hex): string {
  return body("eth_sendRawTransaction", [raw]);
}

function batches(bodies: readonly string[], size: number): string[] {
  const count = Math.floor(bodies.length / size);
  return Array.from(
    { length: count },
    (_, index) => `[${bodies.slice(index * size, (index + 1) * size).join(",")}]`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await benchChain(), undefined, 2)}\n`);
}
