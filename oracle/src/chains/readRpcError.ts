import { BaseError, type Hex, RpcRequestError, isHex } from "viem";

/** What a node answered when it refused; undefined when it did not answer at all. */
export interface RpcRefusal {
  readonly code: number;
  readonly message: string;
  /** Whether a contract reverted. */
  readonly reverted: boolean;
  readonly data: Hex | undefined;
  /** The node itself says that it is its own trouble, not the call's. */
  readonly isTransient: boolean;
}

/** Finds the JSON-RPC error in what viem throws. Nodes differ in how they say "reverted", so each known way is tried. */
export function readRpcError(error: unknown): RpcRefusal | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const rpc = error.walk((cause) => cause instanceof RpcRequestError);
  if (!(rpc instanceof RpcRequestError)) return undefined;
  const message = rpc.details ?? rpc.message;
  const data = dataOf(rpc.data);
  const reverted = rpc.code === 3 || data !== undefined || /revert/i.test(message);
  return { code: rpc.code, message, reverted, data, isTransient: saysRetry(rpc.data) };
}

function saysRetry(data: unknown): boolean {
  return typeof data === "object" && data !== null && "retryable" in data && data.retryable === true;
}

function dataOf(data: unknown): Hex | undefined {
  if (isHex(data)) return data;
  if (typeof data === "object" && data !== null && "data" in data) return dataOf(data.data);
  return undefined;
}
