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
import { findPostCall, readPostCall, writePostCall } from "./postCall.ts";

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

describe("a call that posts summaries by way of another contract", () => {
  const call = callOf(sections);
  const within = (before: string, after = ""): Hex => `0x${before}${call.slice(2)}${after}`;

  it("is found wherever it stands, whatever stands around it", () => {
    const found = { batch, sections, batchHash: batchHashOf(batch) };
    const selector = call.slice(2, 10);
    for (const data of [
      call,
      within("00".repeat(68)),
      within("ff", "00".repeat(28)),
      within(selector + selector),
    ]) {
      assert.deepEqual(findPostCall(data, batchHashOf(batch)), found);
    }
  });

  it("is none for another batch, between two bytes, or behind very many that are none", () => {
    assert.equal(findPostCall(call, id(1)), undefined);
    assert.equal(findPostCall(within("0"), batchHashOf(batch)), undefined);
    assert.equal(findPostCall(within(call.slice(2, 10).repeat(64)), batchHashOf(batch)), undefined);
    assert.equal(findPostCall("0x", batchHashOf(batch)), undefined);
  });
});
