import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Hex, toHex } from "@medlattice/sdk/codec";
import {
  batchHashOf,
  EMPTY_SECTIONS,
  ITEM_KIND,
  makeBatch,
  makeSection,
  type SummarySection,
} from "@medlattice/sdk/summary";
import { readPostCall, writePostCall } from "./postCall.ts";

const id = (byte: number): Hex => toHex(new Uint8Array(32).fill(byte));
const SIGNATURE: Hex = `0x${"5a".repeat(65)}`;

function sectionOf(institution: Hex, chainId: number): SummarySection {
  const item = {
    kind: ITEM_KIND.record,
    chainId,
    blockNumber: 4,
    recordId: id(1),
    version: 0,
    commitment: id(2),
    keywordRoot: id(0),
    ephemeral: id(3),
    tag: id(4),
  };
  return makeSection({
    institution,
    chainId,
    head: EMPTY_SECTIONS,
    items: [item],
    toBlockHash: id(5),
    registrations: 1,
  });
}

const { batch, sections } = makeBatch({
  head: { sequence: 0, batchHash: id(0) },
  sections: [sectionOf(id(7), 7101), sectionOf(id(8), 7102)],
  dataDigest: id(9),
  authority: id(6),
});
const callOf = (parts: readonly SummarySection[]): Hex =>
  writePostCall(
    batch,
    parts.map((section) => ({ section, signature: SIGNATURE })),
    SIGNATURE,
  );

describe("a call that posts summaries", () => {
  it("is read as it was written", () => {
    assert.deepEqual(readPostCall(callOf(sections)), { batch, sections, batchHash: batchHashOf(batch) });
  });

  it("is not believed with other sections than the authority signed", () => {
    const [first, second] = sections;
    assert.ok(first !== undefined && second !== undefined);
    for (const parts of [[first], [first, second, second], [first, { ...second, itemCount: 2 }]]) {
      assert.equal(readPostCall(callOf(parts)), undefined);
    }
  });

  it("is no other call, and no noise", () => {
    assert.equal(readPostCall("0x"), undefined);
    const cut: Hex = `0x${callOf(sections).slice(2, 400)}`;
    assert.equal(readPostCall(cut), undefined);
  });
});
