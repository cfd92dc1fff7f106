import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { BaseError, ContractFunctionRevertedError } from "viem";

/**
 * Asks a node, and gives its silence a typed form. A contract's refusal is an answer and passes through.
 * @throws UnavailableError CHAIN_UNREACHABLE
 */
export async function askChain<T>(chainId: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof MedLatticeError || isRevert(cause)) throw cause;
    throw new UnavailableError("CHAIN_UNREACHABLE", "The chain's node does not answer.", {
      facts: { chainId },
      hints: ["Try again in a moment.", "Operator: check the chain's nodes."],
      cause,
    });
  }
}

function isRevert(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ContractFunctionRevertedError) !== null
  );
}
