import { UnavailableError } from "@medlattice/sdk/errors";
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  type LocalAccount,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";

const POLL_MS = 20;
/** A call that was tried first is in one of the next blocks; after this, its node is gone. */
const RECEIPT_MS = 45_000;

export interface TransactionPlan {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly account: LocalAccount;
  readonly to: Hex;
  readonly data: Hex;
}

/**
 * Calls a contract as an organisation's admin or the authority, and waits until it is in a block. Costs nothing (fees 0).
 * Tried first, so that a refusal arrives as the contract's own error and leaves no failed transaction behind.
 */
export async function sendTransaction({
  rpcUrl,
  chainId,
  account,
  to,
  data,
}: TransactionPlan): Promise<void> {
  const chain = defineChain({
    id: chainId,
    name: `MedLattice ${chainId}`,
    nativeCurrency: { name: "none", symbol: "NONE", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const transport = http(rpcUrl);
  const client = createPublicClient({ chain, transport });
  await client.call({ account, to, data });
  const wallet = createWalletClient({ chain, transport, account });
  const hash = await wallet.sendTransaction({ to, data, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n });
  const { status } = await receiptOf(client, hash);
  if (status === "success") return;
  throw new UnavailableError("TRANSACTION_FAILED", `A transaction failed on chain ${chainId}.`, {
    facts: { chainId, hash },
    hints: ["Something changed between the check and the call; run the same command again."],
  });
}

/** Unlike viem's own waiting it ends when the node does: nobody waits for a network that is going down. */
async function receiptOf(client: PublicClient, hash: Hex): Promise<TransactionReceipt> {
  const end = performance.now() + RECEIPT_MS;
  for (;;) {
    try {
      return await client.getTransactionReceipt({ hash });
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError) || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
