import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DOMAIN } from "./domains.ts";

describe("DOMAIN", () => {
  it("uses every string once, and none as the beginning of another", () => {
    const strings = Object.values(DOMAIN);
    for (const a of strings) {
      assert.match(a, /^medlattice\/[\w/-]+\/v1$/);
      assert.deepEqual(
        strings.filter((b) => b.startsWith(a)),
        [a],
      );
    }
  });
});
