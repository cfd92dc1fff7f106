import assert from "node:assert/strict";
import type { CheckContext } from "./context.ts";
import { nodesOfChain } from "./context.ts";
import { nodeClient } from "./registry.ts";

/** Every acknowledged call is in the block it was said to be in, on chain and replica; asking again with its key gives the same again. */
export async function checkRelays(context: CheckContext): Promise<void> {
  const { relays } = context.journal;
  const chainIds = new Set(relays.map(({ call }) => call.chainId));
  for (const chainId of chainIds) {
    for (const { url, name } of nodesOfChain(context, chainId)) {
      const client = nodeClient(url);
      for (const { call, result } of relays.filter((relay) => relay.call.chainId === chainId)) {
        const receipt = await client.getTransactionReceipt({ hash: result.txHash });
        assert.equal(receipt.status, "success", name);
        assert.equal(Number(receipt.blockNumber), result.blockNumber, `${name}: ${call.idempotencyKey}`);
      }
    }
  }
  const before = new Set(relays.map(({ result }) => result.txHash));
  assert.equal(before.size, relays.length, "two calls in one transaction");
  for (const { again, result } of relays) assert.deepEqual(await again(), result);
}
