import { correctionCalls, policyDecisions } from "@medlattice/sdk/chain";
import { policyUri, presetPolicies } from "@medlattice/sdk/fields";
import { createPublicClient, type Hex, http } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import type { DeployedChain } from "./describeNetwork.ts";
import { sendTransaction } from "./sendTransaction.ts";
import type { ChainName } from "./topology.ts";

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

/** The same on all chains that verify amendments, at once: each waits for its own blocks. */
export async function acceptPoliciesOn(
  deployed: ReadonlyMap<ChainName, DeployedChain>,
  authority: PrivateKeyAccount,
): Promise<void> {
  await Promise.all(
    [...deployed.values()].map(async ({ running: { rpcUrl, plan }, addresses, corrections }) => {
      if (addresses === null || corrections?.amendments !== true) return;
      const { RecordCorrection: recordCorrection } = addresses;
      await acceptPolicies({ rpcUrl, chainId: plan.chainId, recordCorrection }, authority);
    }),
  );
}
