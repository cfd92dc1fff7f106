import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Hex, toHex } from "../codec/index.ts";
import { MedLatticeError, VerificationError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { batchHashOf, itemPath, makeBatch, verifyItemPath } from "./batch.ts";
import { ITEM_KIND, itemLeaf, type SummaryItem } from "./item.ts";
import {
  EMPTY_SECTIONS,
  headAfter,
  makeSection,
  requireItemsOf,
  sectionHashOf,
  type SummarySection,
} from "./section.ts";
import { BATCH_SLIPS, SLIP_ITEMS } from "./slips.ts";

const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));
const HOSPITAL: Hex = `0x11${"00".repeat(31)}`;
const PLATFORM: Hex = `0x22${"00".repeat(31)}`;
const NO_BATCH = { sequence: 0, batchHash: ZERO32 };

function itemsOf(count: number, chainId = 7101, firstBlock = 5): SummaryItem[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: index % 7 === 3 ? ITEM_KIND.label : ITEM_KIND.record,
    chainId,
    blockNumber: firstBlock + Math.floor(index / 3),
    recordId: random32(),
    version: 0,
    commitment: random32(),
    keywordRoot: ZERO32,
    ephemeral: random32(),
    tag: random32(),
  }));
}

function sectionOf(
  items: readonly SummaryItem[],
  institution = HOSPITAL,
  head = EMPTY_SECTIONS,
): SummarySection {
  const chainId = items[0]?.chainId ?? 0;
  return makeSection({ institution, chainId, head, items, toBlockHash: random32(), registrations: 2 });
}

const refuses = (code: string, work: () => unknown, facts: Readonly<Record<string, unknown>> = {}) =>
  assert.throws(work, (error) => {
    assert.ok(error instanceof MedLatticeError);
    assert.equal(error.code, code);
    for (const [name, value] of Object.entries(facts)) assert.equal(error.facts[name], value);
    return true;
  });

describe("summaries of a private chain (M5)", () => {
  it("lead from every item to its batch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), (many, others) => {
        const [mine, theirs] = [itemsOf(many), itemsOf(others, 7102)];
        const { batch, sections } = makeBatch({
          head: NO_BATCH,
          sections: [sectionOf(theirs, PLATFORM), sectionOf(mine)],
          dataDigest: random32(),
          authority: random32(),
        });
        assert.deepEqual(
          sections.map(({ institution }) => institution),
          [HOSPITAL, PLATFORM],
        );
        for (const [index, item] of mine.entries()) {
          const path = itemPath({ batch, sections, institution: HOSPITAL, items: mine, index });
          assert.equal(verifyItemPath(item, path), batchHashOf(batch));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("count what they hold", () => {
    const items = itemsOf(21);
    const { slipCount, itemCount, records, labels, registrations, fromBlock, toBlock } = sectionOf(items);
    assert.deepEqual(
      { slipCount, itemCount, records, labels, registrations, fromBlock, toBlock },
      { slipCount: 3, itemCount: 21, records: 18, labels: 3, registrations: 2, fromBlock: 0, toBlock: 11 },
    );
  });

  it("follow one another without a gap, also inside a block", () => {
    const items = itemsOf(20);
    const first = sectionOf(items.slice(0, 10));
    const head = headAfter(first);
    assert.deepEqual(head, { sectionHash: sectionHashOf(first), nextSlip: 1, nextBlock: 9 });
    const second = sectionOf(items.slice(10), HOSPITAL, head);
    assert.equal(items[10]?.blockNumber, first.toBlock);
    assert.equal(second.fromBlock, first.toBlock);
    assert.equal(second.firstSlip, 1);
    assert.equal(second.previous, head.sectionHash);
    const third = sectionOf(itemsOf(1, 7101, 40), HOSPITAL, headAfter(second));
    assert.equal(third.fromBlock, second.toBlock + 1);
  });

  it("are refused with items of another chain, out of order, of blocks before, none, or too many", () => {
    const items = itemsOf(4);
    const [a, b] = items;
    assert.ok(a !== undefined && b !== undefined);
    const wrong = "SUMMARY_SECTION_INVALID";
    refuses(wrong, () => sectionOf([{ ...a, chainId: 7102 }, b]));
    refuses(wrong, () => sectionOf([{ ...a, blockNumber: 6 }, b]));
    refuses(wrong, () => sectionOf(items, HOSPITAL, { sectionHash: random32(), nextSlip: 1, nextBlock: 7 }));
    refuses(wrong, () => sectionOf([]));
    refuses(wrong, () => sectionOf(itemsOf(BATCH_SLIPS * SLIP_ITEMS + 1)));
  });

  it("are refused as a batch with two sections of one institution, none, or too many slips", () => {
    const rest = { head: NO_BATCH, dataDigest: random32(), authority: random32() };
    const section = sectionOf(itemsOf(3));
    const full = sectionOf(itemsOf(BATCH_SLIPS * SLIP_ITEMS, 7102), PLATFORM);
    assert.equal(makeBatch({ ...rest, sections: [full] }).batch.slipCount, BATCH_SLIPS);
    for (const sections of [[], [section, section], [section, full]]) {
      refuses("SUMMARY_BATCH_INVALID", () => makeBatch({ ...rest, sections }));
    }
  });

  it("show which link of a path does not hold", () => {
    const items = itemsOf(25);
    const { batch, sections } = makeBatch({
      head: NO_BATCH,
      sections: [sectionOf(items), sectionOf(itemsOf(2, 7102), PLATFORM)],
      dataDigest: random32(),
      authority: random32(),
    });
    const path = itemPath({ batch, sections, institution: HOSPITAL, items, index: 12 });
    const item = items[12];
    assert.ok(item !== undefined);
    const [section] = sections;
    assert.ok(section !== undefined);
    const broken = "SUMMARY_PATH_BROKEN";
    for (const change of [
      { kind: ITEM_KIND.label },
      { chainId: 7102 },
      { blockNumber: item.blockNumber + 1 },
      { recordId: random32() },
      { version: 1 },
      { commitment: random32() },
      { keywordRoot: random32() },
      { ephemeral: random32() },
      { tag: random32() },
    ]) {
      refuses(broken, () => verifyItemPath({ ...item, ...change }, path), { link: "item" });
    }
    const leaves = path.leaves.toReversed();
    refuses(broken, () => verifyItemPath(item, { ...path, leaves }), { link: "slip" });
    const otherSlip = itemPath({ batch, sections, institution: HOSPITAL, items, index: 3 });
    refuses(broken, () => verifyItemPath(item, { ...path, slipProof: otherSlip.slipProof }), {
      link: "slip",
    });
    refuses(broken, () => verifyItemPath(item, { ...path, section: { ...section, registrations: 3 } }), {
      link: "section",
    });
    refuses(broken, () => verifyItemPath(item, { ...path, section: { ...section, chainId: 7102 } }), {
      link: "chain",
    });
    refuses(broken, () => verifyItemPath(item, { ...path, sectionProof: [] }), { link: "section" });
    assert.notEqual(verifyItemPath(item, { ...path, batch: { ...batch, sequence: 2 } }), batchHashOf(batch));
  });

  it("do not take other items for those that were signed", () => {
    const items = itemsOf(12);
    const section = sectionOf(items);
    requireItemsOf(section, items);
    for (const others of [items.slice(1), items.toReversed(), [...items, ...itemsOf(1)], []]) {
      assert.throws(() => requireItemsOf(section, others), VerificationError);
    }
    refuses("SUMMARY_ITEM_UNKNOWN", () => {
      const { batch, sections } = makeBatch({
        head: NO_BATCH,
        sections: [section],
        dataDigest: random32(),
        authority: random32(),
      });
      return itemPath({ batch, sections, institution: HOSPITAL, items, index: 12 });
    });
    assert.notEqual(itemLeaf(items[0] ?? assert.fail()), itemLeaf(items[1] ?? assert.fail()));
  });
});
