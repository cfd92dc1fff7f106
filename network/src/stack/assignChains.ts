import { ABIS } from "@medlattice/sdk/abi";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { createPublicClient, encodeFunctionData, type Hex, http } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import type { DeployedChain } from "./describeNetwork.ts";
import { sendTransaction } from "./sendTransaction.ts";

/** Tells the consortium's inbox whose private chain is which, as the authority alone may; what it knows already stays. */
export async function assignChains(
  deployed: Iterable<DeployedChain>,
  organizations: NetworkDescription["organizations"],
  authority: PrivateKeyAccount,
): Promise<void> {
  for (const { running, addresses } of deployed) {
    const inbox = addresses?.SummaryInbox;
    if (inbox === undefined) continue;
    const { rpcUrl, plan } = running;
    const client = createPublicClient({ transport: http(rpcUrl) });
    for (const { orgId, privateChainId } of organizations) {
      if (privateChainId === null) continue;
      const args = [orgId, BigInt(privateChainId)] as const;
      if ((await client.readContract(institutionOf(inbox, args[1]))) === orgId) continue;
      const data = encodeFunctionData({ abi: ABIS.SummaryInbox, functionName: "assignChain", args });
      await sendTransaction({ rpcUrl, chainId: plan.chainId, account: authority, to: inbox, data });
    }
  }
}

function institutionOf(address: Hex, chainId: bigint) {
  const functionName = "institutionOf";
  return { address, abi: ABIS.SummaryInbox, functionName, args: [chainId] } as const;
}
