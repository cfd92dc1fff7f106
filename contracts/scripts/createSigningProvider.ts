import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { http, isHex, type Hex } from "viem";
import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import { DeploymentError } from "./deployment-error.ts";

export interface SigningProviderOptions {
  /** JSON-RPC over HTTP. */
  readonly rpcUrl: string;
  /** What every transaction is signed for (EIP-155). */
  readonly chainId: number;
  /** Accounts that sign here; the node is never given a key. */
  readonly privateKeys: readonly Hex[];
}

export interface SigningProvider extends EIP1193Provider {
  /** Addresses of the given keys, in their order. */
  readonly accounts: readonly Hex[];
}

/** The fields Ignition sets on `eth_sendTransaction`, as JSON-RPC quantities. */
const REQUIRED_FIELDS = ["from", "value", "nonce", "gas", "maxFeePerGas", "maxPriorityFeePerGas"] as const;
type TransactionRequest = Readonly<Record<(typeof REQUIRED_FIELDS)[number], Hex>> & {
  readonly to?: Hex;
  readonly data?: Hex;
};

/** A node's JSON-RPC with `eth_sendTransaction` and `eth_accounts` answered by keys of this process. */
export function createSigningProvider(options: SigningProviderOptions): SigningProvider {
  const { request } = http(options.rpcUrl)({});
  const signers = options.privateKeys.map((key) => privateKeyToAccount(key));
  const accounts = signers.map(({ address }) => address);
  return {
    accounts,
    request: async ({ method, params }) => {
      if (method === "eth_accounts" || method === "eth_requestAccounts") return accounts;
      if (method !== "eth_sendTransaction") return await request({ method, params });
      const signed = await signTransaction(parseTransaction(params), signers, options.chainId);
      return await request({ method: "eth_sendRawTransaction", params: [signed] });
    },
  };
}

function parseTransaction(params: unknown): TransactionRequest {
  const transaction: unknown = Array.isArray(params) ? params[0] : undefined;
  if (isTransactionRequest(transaction)) return transaction;
  throw new DeploymentError(
    "UNKNOWN_TRANSACTION",
    "The deployment asked for a transaction in an unknown form.",
  );
}

function isTransactionRequest(value: unknown): value is TransactionRequest {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map(Object.entries(value));
  const isHexOrAbsent = (name: string) => fields.get(name) === undefined || isHex(fields.get(name));
  return REQUIRED_FIELDS.every((name) => isHex(fields.get(name))) && ["to", "data"].every(isHexOrAbsent);
}

async function signTransaction(
  transaction: TransactionRequest,
  signers: readonly PrivateKeyAccount[],
  chainId: number,
): Promise<Hex> {
  const signer = signers.find(({ address }) => address.toLowerCase() === transaction.from.toLowerCase());
  if (signer === undefined) {
    throw new DeploymentError("UNKNOWN_SENDER", "A transaction names a sender whose key was not given.", {
      facts: { from: transaction.from },
    });
  }
  return await signer.signTransaction({
    type: "eip1559",
    chainId,
    to: transaction.to ?? null,
    data: transaction.data ?? "0x",
    value: BigInt(transaction.value),
    nonce: Number(transaction.nonce),
    gas: BigInt(transaction.gas),
    maxFeePerGas: BigInt(transaction.maxFeePerGas),
    maxPriorityFeePerGas: BigInt(transaction.maxPriorityFeePerGas),
  });
}
