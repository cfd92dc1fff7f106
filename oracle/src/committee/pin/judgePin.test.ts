import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  batchHashOf,
  buildBatchData,
  EMPTY_SECTIONS,
  makeBatch,
  makeSection,
  type SummaryItem,
} from "@medlattice/sdk/summary";
import { type Hex, numberToHex, zeroHash } from "viem";
import type { PostedBatch } from "../../summaries/postedBatches.ts";
import { judgePin } from "./judgePin.ts";

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;

function anItem(blockNumber: number): SummaryItem {
  const same = word("a");
  return {
    kind: 1,
    chainId: 7_101,
    blockNumber,
    recordId: word("b"),
    version: 0,
    commitment: same,
    keywordRoot: same,
    ephemeral: same,
    tag: same,
  };
}

/** A batch with one section of one item, and its file. */
function aBatch(head: { sequence: number; batchHash: Hex }): { posted: PostedBatch; bytes: Uint8Array } {
  const items = [anItem(4)];
  const section = makeSection({
    institution: word("1"),
    chainId: 7_101,
    head: EMPTY_SECTIONS,
    items,
    toBlockHash: word("c"),
    registrations: 0,
  });
  const data = buildBatchData(head.sequence + 1, [{ section, items }]);
  const { batch } = makeBatch({ head, sections: [section], dataDigest: data.digest, authority: word("2") });
  const { sequence } = batch;
  const posted = {
    sequence,
    batchHash: batchHashOf(batch),
    batch,
    sections: [section],
    txHash: word("d"),
    block: 9,
  };
  return { posted, bytes: data.bytes };
}

const first = aBatch({ sequence: 0, batchHash: zeroHash });
const second = aBatch({ sequence: 1, batchHash: first.posted.batchHash });

/** @param change what is otherwise at this station than it should be */
function judged(
  change: {
    batches?: readonly PostedBatch[];
    bytes?: Uint8Array | undefined;
    payload?: Hex;
    slot?: Hex;
  } = {},
) {
  const batches = change.batches ?? [first.posted, second.posted];
  const judge = judgePin({
    batch: async (sequence) => batches.find((each) => each.sequence === sequence),
    data: async () => ("bytes" in change ? change.bytes : second.bytes),
  });
  const { batchHash } = second.posted;
  const slot = change.slot ?? numberToHex(2, { size: 32 });
  return judge({ kind: 5, slot, payload: change.payload ?? batchHash });
}

describe("what a station pins (systems.md S7, rule 17)", () => {
  it("is a batch whose file it has and that follows the one before", async () => {
    assert.deepEqual(await judged(), { verdict: "yes" });
  });

  it("is no batch that the inbox does not have, or not yet", async () => {
    assert.deepEqual(await judged({ batches: [first.posted] }), {
      verdict: "later",
      why: "PIN_BATCH_UNREAD",
    });
    const zero = await judged({ slot: zeroHash });
    assert.equal(zero.verdict === "no" && zero.code, "PIN_BATCH_UNKNOWN");
    const other = await judged({ payload: word("e") });
    assert.equal(other.verdict === "no" && other.code, "PIN_BATCH_DIFFERS");
  });

  it("has a file that can be had, and that is the batch's", async () => {
    assert.deepEqual(await judged({ bytes: undefined }), { verdict: "later", why: "PIN_DATA_UNAVAILABLE" });
    const altered = Uint8Array.from(second.bytes);
    altered[40] = (altered[40] ?? 0) ^ 1;
    assert.deepEqual(await judged({ bytes: altered }), { verdict: "later", why: "SUMMARY_DATA_ALTERED" });
  });

  it("follows the batch before", async () => {
    const stray = aBatch({ sequence: 1, batchHash: word("f") });
    const found = await judged({
      batches: [first.posted, stray.posted],
      payload: stray.posted.batchHash,
      bytes: stray.bytes,
    });
    assert.equal(found.verdict === "no" && found.code, "PIN_NOT_NEXT");
  });
});
