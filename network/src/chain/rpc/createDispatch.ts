import type { Engine } from "../engine/createEngine.ts";
import type { Ledger } from "../createLedger.ts";
import { LIMITS } from "../limits.ts";
import { errorAnswer, resultAnswer, RPC_CODES, unknownMethod } from "./answers.ts";
import type { Answer } from "./answers.ts";

/** Answers one call that a client may make. */
export type Dispatch = (method: string, params: readonly unknown[]) => Promise<Answer>;

/**
 * Reads the engine answers by itself. Everything else it can do – set balances, mine, impersonate, trace, keep filters for
 * strangers – stays inside. Clients without filters fall back to `eth_getLogs`, or subscribe.
 */
export const READ_METHODS: ReadonlySet<string> = new Set([
  "eth_blobBaseFee",
  "eth_call",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getProof",
  "eth_getStorageAt",
  "eth_getTransactionByBlockHashAndIndex",
  "eth_getTransactionByBlockNumberAndIndex",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "web3_sha3",
]);

export interface DispatchOptions {
  readonly chainId: number;
  readonly engine: Pick<Engine, "version">;
  readonly ledger: Ledger;
  /** Takes a raw transaction: makes a block, or hands it to the leader. */
  readonly submit: (raw: Buffer) => Promise<Answer>;
}

export function createDispatch({ chainId, engine, ledger, submit }: DispatchOptions): Dispatch {
  const constant = (result: unknown) => {
    const answer = resultAnswer(result);
    return () => answer;
  };
  const own: Readonly<Record<string, () => Answer>> = {
    eth_accounts: constant([]),
    eth_blockNumber: () => resultAnswer(`0x${ledger.head().number.toString(16)}`),
    eth_chainId: constant(`0x${chainId.toString(16)}`),
    // Gas costs nothing here; an engine's suggestion would make wallets ask for a balance nobody has.
    eth_gasPrice: constant("0x0"),
    eth_maxPriorityFeePerGas: constant("0x0"),
    eth_syncing: constant(false),
    net_listening: constant(true),
    net_peerCount: constant("0x0"),
    net_version: constant(String(chainId)),
    web3_clientVersion: constant(`MedLattice/${engine.version}`),
  };

  return async (method, params) => {
    if (READ_METHODS.has(method)) return ledger.read({ method, params });
    if (method === "eth_sendRawTransaction") {
      const raw = parseRaw(params);
      return typeof raw === "string" ? errorAnswer(RPC_CODES.invalidParams, raw) : submit(raw);
    }
    return Object.hasOwn(own, method) ? (own[method]?.() ?? unknownMethod(method)) : unknownMethod(method);
  };
}

const RAW = /^0x(?:[0-9a-fA-F]{2})+$/;

/** The transaction's bytes, or what is wrong with the parameter. */
function parseRaw(params: readonly unknown[]): Buffer | string {
  const [value] = params;
  if (params.length !== 1 || typeof value !== "string") return "eth_sendRawTransaction takes one string.";
  if (value.length > 2 + 2 * LIMITS.transactionBytes) {
    return `The transaction is larger than ${LIMITS.transactionBytes} bytes; split the batch.`;
  }
  return RAW.test(value) ? Buffer.from(value.slice(2), "hex") : "The transaction is not 0x-prefixed hex.";
}
