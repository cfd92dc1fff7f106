import { BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from "viem";
import { MedLatticeError, UnavailableError } from "../errors/index.ts";

/**
 * Asks a chain's node, and gives its silence a typed form. What a contract says, a refusal or nothing at all, is an answer and passes through.
 * @throws UnavailableError `CHAIN_UNREACHABLE`
 */
export async function askNode<T>(chain: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MedLatticeError || isAnswer(cause)) throw cause;
    throw new UnavailableError("CHAIN_UNREACHABLE", `The node of the chain ${chain} does not answer.`, {
      facts: { chain },
      hints: ["Try again in a moment.", "Check the network: the chain's node may be restarting."],
      cause,
    });
  }
}

function isAnswer(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk(
      (cause) =>
        cause instanceof ContractFunctionRevertedError || cause instanceof ContractFunctionZeroDataError,
    ) !== null
  );
}
