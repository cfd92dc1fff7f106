import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "@medlattice/sdk/codec";
import { CHAIN_MEDIA_TYPE } from "@medlattice/sdk/device/record";
import { isCapturedBundle } from "./isCapturedBundle.ts";

const of = (before: number, after: number): Uint8Array =>
  utf8(`${" ".repeat(before)}{"contentType":"${CHAIN_MEDIA_TYPE}"}${" ".repeat(after)}`);

describe("isCapturedBundle", () => {
  it("finds the chain wherever it stands, across the pieces that are searched, too", () => {
    for (const after of [0, 10, 1_048_560, 1_048_570, 2_000_000])
      assert.equal(isCapturedBundle(of(3, after)), true);
  });
  it("takes nothing else for a recording", () => {
    assert.equal(isCapturedBundle(utf8(`{"contentType":"application/json"}`)), false);
    assert.equal(isCapturedBundle(new Uint8Array(3_000_000)), false);
    assert.equal(isCapturedBundle(new Uint8Array()), false);
  });
});
