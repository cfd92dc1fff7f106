import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import { numberToHex } from "viem";

export interface FindTransactionOptions {
  readonly provider: EIP1193Provider;
  readonly sender: string;
  readonly nonce: number;
}

/**
 * Finds the mined transaction of a sender with a given nonce: a binary search for the first block after which the
 * sender's transaction count exceeds the nonce. The node must keep the states of those blocks.
 * @returns the hash, or undefined when no such transaction has been mined.
 */
export async function findTransaction(options: FindTransactionOptions): Promise<string | undefined> {
  const { provider, sender, nonce } = options;
  const countAt = async (block: number): Promise<number> =>
    Number(
      await provider.request({ method: "eth_getTransactionCount", params: [sender, numberToHex(block)] }),
    );
  let last = Number(await provider.request({ method: "eth_blockNumber" }));
  if ((await countAt(last)) <= nonce) return undefined;
  let first = 0;
  while (first < last) {
    const middle = Math.floor((first + last) / 2);
    if ((await countAt(middle)) > nonce) last = middle;
    else first = middle + 1;
  }
  const block: { readonly transactions: readonly MinedTransaction[] } = await provider.request({
    method: "eth_getBlockByNumber",
    params: [numberToHex(first), true],
  });
  return block.transactions.find(
    (transaction) =>
      transaction.from.toLowerCase() === sender.toLowerCase() && Number(transaction.nonce) === nonce,
  )?.hash;
}

interface MinedTransaction {
  readonly hash: string;
  readonly from: string;
  readonly nonce: string;
}
