import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import type { ReceiptEntry } from "@medlattice/sdk/client";
import { hashOf } from "@medlattice/sdk/eip712";
import { RECEIPT_OUTCOME, isReceiptInBatch, readRecord } from "@medlattice/sdk/usage";
import { createPublicClient, http, zeroHash } from "viem";
import { codeOf } from "../oracle/fixture/errors.ts";
import { ROLE } from "../oracle/fixture/person.ts";
import { type OracleProcess, spawnOracle } from "../oracle/fixture/process.ts";
import { type Cast, enrollCast } from "./fixture/cast.ts";
import { type Granted, dealtGrant } from "./fixture/grants.ts";
import { NAMES, type Name, ORG, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt, enrollWithKeys } from "./fixture/people.ts";
import { type Opened, openAccess, readerOptions } from "./fixture/reading.ts";

const KILLS = 6;
const PER_ROUND = 3;
let network: TestNetwork;
let cast: Cast;
let granted: Granted;

before(async () => {
  network = await startNetwork({ limits: { receiptBatchSize: 2, receiptBatchSeconds: 1 } });
  cast = await enrollCast(network);
  granted = await dealtGrant(network, cast.patient, cast.record, cast.reader);
});

after(async () => {
  await network.close();
});

describe("receipts of both sides (systems.md F6; DESIGN rule 14)", () => {
  it("are kept, put on chain in batches, and shown with their path to whom they concern", async () => {
    const opened = await openAccess(network, granted, cast.record.recordId);
    const result = await readRecord(await readerOptions(network, granted, opened));
    const platform = await clientAt(network, "platform", cast.reader);
    const own = await platform.proxy.acknowledge(opened.accessId, result.receipts);
    assert.deepEqual([own.organization, own.outcome], [ORG.platform, RECEIPT_OUTCOME.served]);
    assert.deepEqual(await platform.proxy.acknowledge(opened.accessId, result.receipts), own);

    const shown = await posted(async () => platform.proxy.receipts(opened.accessId), ORG.platform);
    const organizations = new Set(shown.map(({ receipt }) => receipt.organization));
    assert.deepEqual(
      organizations,
      new Set([ORG.platform, ...result.receipts.map(({ organization }) => organization)]),
    );
    const entry = shown.find(({ receipt }) => receipt.organization === ORG.platform);
    assert.ok(entry?.batch);
    assert.ok(isReceiptInBatch(entry.receipt, entry.batch.root, entry.batch.path));
    const { root, count, previous, head } = entry.batch;
    assert.equal(hashOf("ReceiptBatch", { organization: ORG.platform, root, count, previous }), head);
    assert.ok((await batchesOf(ORG.platform)).some((batch) => batch.head === head && batch.root === root));
  });

  it("are shown to the patient, and to nobody who has no part in the access", async () => {
    const opened = await openAccess(network, granted, cast.record.recordId);
    const reader = await clientAt(network, "trust", cast.reader);
    const { receipt } = await reader.proxy.answer(opened.accessId);
    const patient = await clientAt(network, "trust", cast.patient.home);
    const [entry] = await patient.proxy.receipts(opened.accessId);
    assert.deepEqual(entry?.receipt, receipt);
    const other = await clientAt(
      network,
      "trust",
      await enrollWithKeys(network.consortium, "platform", ROLE.doctor),
    );
    assert.equal(await codeOf(other.proxy.receipts(opened.accessId)), "ACCESS_NOT_FOUND");
  });

  it("of somebody else's making are not kept", async () => {
    const [one, another] = [
      await openAccess(network, granted, cast.record.recordId),
      await openAccess(network, granted, cast.record.recordId),
    ];
    const trust = await clientAt(network, "trust", cast.reader);
    const { receipt } = await trust.proxy.answer(one.accessId);
    const { receipt: other } = await trust.proxy.answer(another.accessId);
    const platform = await clientAt(network, "platform", cast.reader);
    const acknowledge = (receipts: Parameters<typeof platform.proxy.acknowledge>[1]) =>
      codeOf(platform.proxy.acknowledge(one.accessId, receipts));
    assert.equal(await acknowledge([other]), "RECEIPT_MISMATCH");
    assert.equal(await acknowledge([{ ...receipt, time: receipt.time + 1 }]), "SIGNATURE_INVALID");
    assert.equal(await acknowledge([{ ...receipt, organization: ORG.hospital }]), "RECEIPT_MISMATCH");
    const trusts = trust.proxy.acknowledge(one.accessId, [receipt]);
    assert.equal(await codeOf(trusts), "ACCESS_NOT_FOUND", "it is not the reader's organisation");
  });
});

describe("a proxy that is killed", () => {
  it(`puts every receipt on chain exactly once, over ${KILLS} kills`, async () => {
    await network.stop("trust");
    const accesses: Opened[] = [];
    let trust: OracleProcess = await spawnOracle(network.configPath("trust"));
    for (let round = 0; round < KILLS; round++) {
      for (let each = 0; each < PER_ROUND; each++) {
        const opened = await openAccess(network, granted, cast.record.recordId);
        const client = await clientAt(network, "trust", cast.reader);
        await client.proxy.answer(opened.accessId, { atLeastBlock: opened.blockNumber });
        accesses.push(opened);
      }
      // The next tick of the poster is within a second: these moments lie before, in and after a batch.
      await new Promise((resolve) => setTimeout(resolve, 150 * round));
      await trust.kill("SIGKILL");
      trust = await spawnOracle(network.configPath("trust"));
    }
    for (const { accessId } of accesses) {
      const client = await clientAt(network, "trust", cast.reader);
      const [entry] = await posted(async () => client.proxy.receipts(accessId), ORG.trust);
      assert.ok(entry?.batch);
      assert.ok(isReceiptInBatch(entry.receipt, entry.batch.root, entry.batch.path));
    }
    assert.equal(await trust.kill("SIGTERM"), 0);
    const batches = await batchesOf(ORG.trust);
    for (const [position, { previous }] of batches.entries()) {
      assert.equal(previous, batches[position - 1]?.head ?? zeroHash, "the batches form one chain");
    }
    assert.equal(new Set(batches.map(({ root }) => root)).size, batches.length, "no root twice");
    const total = batches.reduce((sum, { count }) => sum + count, 0);
    assert.equal(total, ownReceipts("trust"), "each receipt of this oracle is counted once");
    await network.start("trust");
  });
});

/** How many receipts of its own an oracle that does not run has kept. */
function ownReceipts(name: Name): number {
  const file = join(network.written.folder, NAMES[name], "data", "oracle.sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare("SELECT COUNT(*) AS n FROM receipts WHERE own = 1").get()?.["n"]);
  } finally {
    database.close();
  }
}

/** The batches of an organisation on chain, in their order. */
async function batchesOf(organization: `0x${string}`) {
  const client = createPublicClient({ transport: http(network.consortium.chain.url) });
  const events = await client.getContractEvents({
    address: network.consortium.contracts.UsageLedger,
    abi: ABIS.UsageLedger,
    eventName: "ReceiptsPosted",
    args: { organization },
    fromBlock: 0n,
    strict: true,
  });
  return events.map(({ args }) => args);
}

/** Waits until an organisation's receipt is under a root. */
async function posted(
  ask: () => Promise<readonly ReceiptEntry[]>,
  organization: `0x${string}`,
): Promise<readonly ReceiptEntry[]> {
  for (const end = Date.now() + 20_000; ;) {
    const entries = await ask();
    if (entries.some(({ receipt, batch }) => receipt.organization === organization && batch !== null))
      return entries;
    assert.ok(Date.now() < end, "the receipt does not come on chain");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
