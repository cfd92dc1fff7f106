import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { headAfter } from "@medlattice/sdk/summary";
import { checkSection } from "./checkSection.ts";
import type { OpenItem } from "./collectItems.ts";
import { chainOf, NOTHING, random32, sectionOf, sign, viewOf } from "./testing/privateChain.ts";

function refused(
  code: string,
  handedIn: Parameters<typeof checkSection>[0],
  chain: readonly OpenItem[],
  facts: Readonly<Record<string, unknown>> = {},
): void {
  assert.throws(
    () => checkSection(handedIn, NOTHING, viewOf(chain)),
    (error) => {
      assert.ok(error instanceof MedLatticeError);
      assert.equal(error.code, code);
      for (const [name, value] of Object.entries(facts)) assert.equal(error.facts[name], value);
      return true;
    },
  );
}

describe("checkSection (rule 17)", () => {
  it("takes what the own node shows, section after section, also when they meet inside a block", () => {
    const chain = chainOf(45);
    const first = sectionOf(chain, 0, 21);
    checkSection(first, NOTHING, viewOf(chain));
    const head = { ...headAfter(first.section), items: 21 };
    assert.equal(chain[20]?.blockNumber, chain[21]?.blockNumber);
    checkSection(sectionOf(chain, 21, 45, head), head, viewOf(chain));
  });

  it("names the member in which an item differs", () => {
    const chain = chainOf(12);
    for (const [member, change] of [
      ["commitment", { commitment: random32() }],
      ["keywordRoot", { keywordRoot: random32() }],
    ] as const) {
      const { items, section } = sectionOf(chain);
      const altered = items.map((item, index) => (index === 6 ? { ...item, ...change } : item));
      const signed = sign(altered, section.registrations);
      refused("SUMMARY_ITEM_DIFFERS", { items: altered, section: signed }, chain, { item: 6, member });
    }
    const { items, section } = sectionOf(chain);
    const moved = items.map((item, index) => (index === 0 ? { ...item, blockNumber: 2 } : item));
    const signed = sign(moved, section.registrations);
    refused("SUMMARY_ITEM_DIFFERS", { items: moved, section: signed }, chain, {
      item: 0,
      member: "blockNumber",
    });
  });

  it("misses an item that was left out, wherever it was", () => {
    const chain = chainOf(12);
    const { items, section } = sectionOf(chain);
    for (const gap of [0, 5, 10]) {
      const fewer = items.filter((_, index) => index !== gap);
      const signed = sign(fewer, section.registrations);
      refused("SUMMARY_ITEM_MISSING", { items: fewer, section: signed }, chain, { item: gap });
    }
  });

  it("refuses an item that is not on its chain", () => {
    const chain = chainOf(12);
    const { items, section } = sectionOf(chain);
    const stranger = { ...(items[4] ?? assert.fail()), recordId: random32() };
    const more = items.toSpliced(5, 0, stranger);
    refused("SUMMARY_ITEM_ADDED", { items: more, section: sign(more, section.registrations) }, chain, {
      item: 5,
    });
    const twice = items.toSpliced(5, 0, items[4] ?? assert.fail());
    refused("SUMMARY_ITEM_ADDED", { items: twice, section: sign(twice, section.registrations) }, chain, {
      item: 5,
    });
  });

  it("refuses another block, another count of patients, and other items than were signed", () => {
    const chain = chainOf(12);
    const { items, section } = sectionOf(chain);
    const block = { ...section, toBlockHash: random32() };
    refused("SUMMARY_BLOCK_DIFFERS", { items, section: block }, chain);
    const registrations = section.registrations + 1;
    refused("SUMMARY_REGISTRATIONS_DIFFER", { items, section: { ...section, registrations } }, chain, {
      expected: section.registrations,
    });
    refused("SUMMARY_ITEMS_MISMATCH", { items: items.slice(1), section }, chain);
    for (const [member, change] of [
      ["firstSlip", { firstSlip: 1 }],
      ["fromBlock", { fromBlock: 1 }],
      ["records", { records: 12, labels: 0 }],
      ["previous", { previous: random32() }],
    ] as const) {
      refused("SUMMARY_SECTION_DIFFERS", { items, section: { ...section, ...change } }, chain, { member });
    }
  });

  it("waits while the own node has not come to the block", () => {
    const chain = chainOf(12);
    const { items, section } = sectionOf(chain);
    assert.throws(
      () => checkSection({ items, section }, NOTHING, viewOf(chain, section.toBlock - 1)),
      (error) => error instanceof UnavailableError && error.code === "SUMMARY_NODE_BEHIND" && error.retryable,
    );
  });
});
