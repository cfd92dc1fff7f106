import type { MedLatticeError } from "@medlattice/sdk/errors";

/**
 * Answers travel as text without the `jsonrpc` and `id` members, `{"result":…}` or `{"error":…}`: the engine's are passed
 * on as they are, and only the edge puts the id in front.
 */
export type Answer = string;

/** Error codes of JSON-RPC 2.0 §5.1 and of EIP-1474. */
export const RPC_CODES = {
  parse: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  server: -32_000,
  limit: -32_005,
} as const;

export function resultAnswer(result: unknown): Answer {
  return `{"result":${JSON.stringify(result)}}`;
}

export function errorAnswer(code: number, message: string, data?: Readonly<Record<string, unknown>>): Answer {
  return `{"error":${JSON.stringify(data === undefined ? { code, message } : { code, message, data })}}`;
}

/** The same sentence, code and hints that the operator sees; `data.retryable` says whether to try again. */
export function failureAnswer(failure: MedLatticeError): Answer {
  const { code, facts, hints, retryable } = failure;
  return errorAnswer(RPC_CODES.server, [failure.message, ...hints].join(" "), { code, retryable, ...facts });
}

/** The phrase that viem and ethers understand as "this node has no such method". */
export function unknownMethod(method: string): Answer {
  const shown = method.slice(0, 80);
  return errorAnswer(RPC_CODES.methodNotFound, `the method ${shown} does not exist/is not available`);
}

/** Puts `jsonrpc` and `id` in front of an answer. */
export function withId(id: string, answer: Answer): string {
  return `{"jsonrpc":"2.0","id":${id},${answer.slice(1)}`;
}
