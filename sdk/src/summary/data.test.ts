import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Hex, toHex, utf8 } from "../codec/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { makeBatch } from "./batch.ts";
import { buildBatchData, readBatchData } from "./data.ts";
import { ITEM_KIND, type SummaryItem } from "./item.ts";
import { EMPTY_SECTIONS, makeSection } from "./section.ts";
import { BATCH_SLIPS, SLIP_ITEMS } from "./slips.ts";

const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));
/** Chunk of `unixfs-v1-2025`. */
const ONE_BLOCK_BYTES = 1 << 20;

function partOf(count: number, chainId: number) {
  const items = Array.from({ length: count }, (_, index): SummaryItem => ({
    kind: ITEM_KIND.record,
    chainId,
    blockNumber: 2 ** 40 - 2 - count + index,
    recordId: random32(),
    version: 0,
    commitment: random32(),
    keywordRoot: random32(),
    ephemeral: random32(),
    tag: random32(),
  }));
  const institution: Hex = `0x${chainId.toString(16).padStart(64, "0")}`;
  const head = EMPTY_SECTIONS;
  const toBlockHash = random32();
  return {
    items,
    section: makeSection({ institution, chainId, head, items, toBlockHash, registrations: 1 }),
  };
}

function batchOf(parts: readonly ReturnType<typeof partOf>[]) {
  const data = buildBatchData(1, parts);
  const sections = parts.map(({ section }) => section);
  const head = { sequence: 0, batchHash: ZERO32 };
  return { data, batch: makeBatch({ head, sections, dataDigest: data.digest, authority: random32() }).batch };
}

const refuses = (code: string, work: () => unknown) =>
  assert.throws(work, (error) => error instanceof MedLatticeError && error.code === code);

describe("the file of a batch", () => {
  it("gives back what was posted, and is the same bytes when it is made again", () => {
    const parts = [partOf(25, 7101), partOf(3, 7102)];
    const { batch, data } = batchOf(parts);
    assert.deepEqual(readBatchData(batch, data.bytes), parts);
    assert.deepEqual(buildBatchData(1, parts), data);
  });

  it("is one block also when it is as large as can be", () => {
    const { data } = batchOf([partOf(BATCH_SLIPS * SLIP_ITEMS, 2 ** 53 - 1)]);
    assert.ok(data.bytes.length < ONE_BLOCK_BYTES, `${data.bytes.length}`);
  });

  it("is refused with any byte altered", () => {
    const { batch, data } = batchOf([partOf(3, 7101)]);
    for (const at of [0, 100, data.bytes.length - 1]) {
      const bytes = data.bytes.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      refuses("SUMMARY_DATA_ALTERED", () => readBatchData(batch, bytes));
    }
  });

  it("is refused when it holds other sections, items or another number than its batch", () => {
    const parts = [partOf(12, 7101), partOf(3, 7102)];
    const { batch } = batchOf(parts);
    const [first, second] = parts;
    assert.ok(first !== undefined && second !== undefined);
    const withFile = (file: ReturnType<typeof buildBatchData>) => () =>
      readBatchData({ ...batch, dataDigest: file.digest }, file.bytes);
    const others = buildBatchData(1, [first, partOf(3, 7102)]);
    // Whoever posts another digest posts another batch; what is looked at here is what the file says then.
    refuses("SUMMARY_DATA_ALTERED", withFile(others));
    refuses("SUMMARY_DATA_ALTERED", withFile(buildBatchData(2, parts)));
    const swapped = { ...first, items: first.items.toReversed() };
    refuses("SUMMARY_ITEMS_MISMATCH", withFile(buildBatchData(1, [swapped, second])));
    const none = utf8("{}");
    const digest = toHex(new Uint8Array(32));
    refuses("SUMMARY_DATA_ALTERED", () => readBatchData({ ...batch, dataDigest: digest }, none));
  });
});
