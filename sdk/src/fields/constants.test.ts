import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DOMAIN as CRYPTO_DOMAIN } from "../crypto/domains.ts";
import { DOMAIN } from "./constants.ts";

describe("DOMAIN of fields", () => {
  it("uses every string once, none as the beginning of another, and none of the cryptography's", () => {
    const own = Object.values(DOMAIN);
    const all: readonly string[] = [...own, ...Object.values(CRYPTO_DOMAIN)];
    for (const a of own) {
      assert.match(a, /^medlattice\/[\w/-]+\/v1$/);
      assert.deepEqual(
        all.filter((b) => b.startsWith(a) || a.startsWith(b)),
        [a],
      );
    }
  });
});
