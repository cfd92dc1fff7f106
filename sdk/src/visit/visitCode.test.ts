import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { visitCode } from "./index.ts";

describe("visitCode", () => {
  it("is the first three bytes of SHA-256, modulo 10 000, in four digits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const expected = createHash("sha256").update(bytes).digest().readUIntBE(0, 3) % 10_000;
        assert.equal(visitCode(`0x${Buffer.from(bytes).toString("hex")}`), String(expected).padStart(4, "0"));
      }),
    );
  });
});
