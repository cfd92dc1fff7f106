import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signaturesOf } from "./signaturesOf.ts";

describe("signaturesOf", () => {
  it("counts two for each grant, and one more where the records are on another chain", () => {
    const count = (...places: number[]) =>
      signaturesOf({ reader: { chainId: 7100 }, scopes: places.map((chainId) => ({ chainId })) });
    assert.equal(count(), 0);
    assert.equal(count(7100), 2);
    assert.equal(count(7101), 3);
    assert.equal(count(7101, 7100, 7102), 8);
  });
});
