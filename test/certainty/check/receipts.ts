import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { usageLedgerAbi } from "@medlattice/sdk/abi";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { consortiumOf } from "@medlattice/sdk/network";
import { organizations } from "@medlattice/network/stack";
import { type CheckContext, nodesOfChain } from "./context.ts";
import { assertOnce } from "./once.ts";
import { each, everyEvent, nodeClient } from "./registry.ts";

const SERVED = 1;

interface Batch {
  readonly head: string;
  readonly count: number;
  readonly isPosted: boolean;
}

/**
 * Receipts: what reached a reader has one receipt at the oracle that gave it; batches on chain are those the oracle wrote down, in one
 * unbroken line, each once; and they hold as many receipts as they say.
 */
export async function checkReceipts(context: CheckContext): Promise<void> {
  const { chainId, contracts } = consortiumOf(context.clients.patient.network);
  assert.ok(contracts);
  const ledger = { address: contracts.usageLedger, abi: usageLedgerAbi } as const;
  for (const { key, domain, ports } of organizations) {
    if (ports === undefined) continue;
    const orgId = orgIdOf(domain);
    const { served, batches, inBatches } = readReceipts(context.stateFolder, key, chainId);
    const told = context.journal.accesses.filter(({ answered }) => answered.has(orgId));
    assertOnce(
      told.map(({ accessId }) => accessId),
      served,
      `${key}, receipts`,
    );
    assert.equal(
      inBatches,
      batches.reduce((sum, { count }) => sum + count, 0),
      `${key}: receipts in batches`,
    );
    for (const { url, name } of nodesOfChain(context, chainId)) {
      const client = nodeClient(url);
      const all = await everyEvent(client, { ...ledger, eventName: "ReceiptsPosted" });
      const posted = all.filter(({ organization }) => organization === orgId);
      const heads = each(posted, "head");
      const acknowledged = batches.flatMap(({ head, isPosted }) => (isPosted ? [head] : []));
      assertOnce(acknowledged, heads, `${name}, ${key}'s batches`);
      const counts = new Map(batches.map(({ head, count }) => [head, count]));
      for (const [index, { previous, count }] of posted.entries()) {
        assert.equal(count, counts.get(heads[index] ?? ""), `${name}: a batch that ${key} knows nothing of`);
        if (index > 0)
          assert.equal(previous, heads[index - 1], `${name}: ${key}'s line of batches is broken`);
      }
      const last = await client.readContract({ ...ledger, functionName: "receiptHeadOf", args: [orgId] });
      if (posted.length > 0) assert.equal(last, heads.at(-1), name);
    }
  }
}

/** Straight from the oracle's own database, which a reader may open beside it. */
function readReceipts(stateFolder: string, key: string, chainId: number) {
  const database = new DatabaseSync(join(stateFolder, "oracles", key, "oracle.sqlite"), { readOnly: true });
  try {
    const served = database
      .prepare("SELECT access_id FROM receipts WHERE own = 1 AND chain_id = ? AND outcome = ?")
      .all(chainId, SERVED)
      .map(({ access_id: id }) => String(id));
    const batches: Batch[] = database
      .prepare("SELECT head, count, posted FROM receipt_roots WHERE chain_id = ? ORDER BY id")
      .all(chainId)
      .map(({ head, count, posted }) => ({
        head: String(head),
        count: Number(count),
        isPosted: posted !== null,
      }));
    const inBatches = database
      .prepare("SELECT COUNT(*) AS n FROM receipts WHERE chain_id = ? AND batch IS NOT NULL")
      .get(chainId);
    return { served, batches, inBatches: Number(inBatches?.["n"]) };
  } finally {
    database.close();
  }
}
