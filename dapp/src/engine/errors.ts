import { transferHandlers } from "comlink";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";

/** An error of the engine as the page gets it; `MedLatticeError` without its class, which does not survive the way between threads. */
export class EngineError extends Error {
  readonly code: string;
  readonly hints: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly isRetryable: boolean;

  constructor({ code, message, hints, facts, isRetryable }: EngineFault) {
    super(message);
    this.name = "EngineError";
    this.code = code;
    this.hints = hints;
    this.facts = facts;
    this.isRetryable = isRetryable;
  }
}

/** An error as it crosses between threads. */
export interface EngineFault {
  readonly code: string;
  readonly message: string;
  readonly hints: readonly string[];
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly isRetryable: boolean;
}

/** What a person refused in the wallet (EIP-1193). */
export const REJECTED = "WALLET_REJECTED";
const USER_REJECTED_REQUEST = 4001;

/** Makes errors cross between page and engine with code, hints and facts. Both sides call it once, before anything else. */
export function carryErrors(): void {
  transferHandlers.set("throw", {
    canHandle: (value): value is { value: unknown } => isThrown(value),
    serialize: ({ value }) => [faultOf(value), []],
    deserialize: (fault: EngineFault) => {
      throw new EngineError(fault);
    },
  });
}

function isThrown(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && "value" in value && isMarked(value);
}

/** comlink wraps what was thrown in an object marked with a symbol of its own. */
function isMarked(value: object): boolean {
  return Object.getOwnPropertySymbols(value).some((symbol) => symbol.description === "Comlink.thrown");
}

/** Whatever was thrown, in the form that crosses. */
export function faultOf(error: unknown): EngineFault {
  if (error instanceof EngineError) {
    const { code, message, hints, facts, isRetryable } = error;
    return { code, message, hints, facts, isRetryable };
  }
  if (error instanceof MedLatticeError) {
    const { code, message, hints, facts, retryable } = error;
    return { code, message, hints, facts, isRetryable: retryable };
  }
  const fallback = { hints: [], facts: {}, isRetryable: false };
  if (isRejection(error)) {
    return { code: REJECTED, message: "You declined in your wallet. Nothing was changed.", ...fallback };
  }
  return { code: "UNEXPECTED", message: error instanceof Error ? error.message : String(error), ...fallback };
}

/** The way back, where the other side wants the SDK's own errors. */
export function toMedLatticeError({
  code,
  message,
  hints,
  facts,
  isRetryable,
}: EngineFault): MedLatticeError {
  const Kind = isRetryable ? UnavailableError : MedLatticeError;
  return new Kind(code, message, { hints, facts });
}

function isRejection(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && current.code === USER_REJECTED_REQUEST) return true;
  }
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === USER_REJECTED_REQUEST
  );
}
