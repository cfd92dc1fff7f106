import { ABIS } from "@medlattice/sdk/abi";
import { type Hex, decodeFunctionData, isAddressEqual } from "viem";
import { askChain } from "../../chains/askChain.ts";
import type { CommitteePlace } from "../place.ts";

/**
 * The evidence that a decision was made with; undefined where another contract made the call.
 * @throws UnavailableError CHAIN_UNREACHABLE
 */
export async function readDecision(
  { chain, chainId, committee }: CommitteePlace,
  txHash: Hex,
): Promise<Hex | undefined> {
  const { to, input } = await askChain(chainId, () => chain.client.getTransaction({ hash: txHash }));
  if (to === null || !isAddressEqual(to, committee)) return undefined;
  const { functionName, args } = decodeFunctionData({ abi: ABIS.Committee, data: input });
  return functionName === "decide" ? args[1] : undefined;
}
