import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { referenceOf } from "./reference.ts";

describe("referenceOf", () => {
  it("takes the first forty bits, five for each letter", () => {
    assert.equal(referenceOf(`0x${"00".repeat(32)}`), "0000-0000");
    assert.equal(referenceOf(`0x${"ff".repeat(32)}`), "ZZZZ-ZZZZ");
    // 00001 00010 00011 00100 00101 00110 00111 01000
    assert.equal(referenceOf(`0x08864298e8${"ff".repeat(27)}`), "1234-5678");
  });
  it("does not change with what comes after", () => {
    assert.equal(referenceOf(`0x${"ab".repeat(5)}${"00".repeat(27)}`), referenceOf(`0x${"ab".repeat(32)}`));
  });
});
