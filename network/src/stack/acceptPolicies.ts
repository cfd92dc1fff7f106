import { correctionCalls, policyDecisions } from "@medlattice/sdk/chain";
import { policyUri, presetPolicies } from "@medlattice/sdk/fields";
import { createPublicClient, type Hex, http } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { sendTransaction } from "./sendTransaction.ts";

export interface CorrectionPlace {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly recordCorrection: Hex;
}

/**
 * The health authority accepts the policies to begin with: what amendments may touch (rule 12). A policy about which it has said something
 * already is left as it is, also one that it has withdrawn.
 */
export async function acceptPolicies(
  { rpcUrl, chainId, recordCorrection: to }: CorrectionPlace,
  authority: PrivateKeyAccount,
): Promise<void> {
  const node = createPublicClient({ transport: http(rpcUrl) });
  const decided = new Set((await policyDecisions(node, to)).map(({ policyRoot }) => policyRoot));
  for (const { policy, stored } of await presetPolicies()) {
    if (decided.has(policy.root)) continue;
    const uri = await policyUri(stored.bytes);
    const { data } = correctionCalls.acceptPolicy(to, { policyRoot: policy.root, isAccepted: true, uri });
    await sendTransaction({ rpcUrl, chainId, account: authority, to, data });
  }
}
