import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DOMAIN } from "../crypto/domains.ts";
import { COMMITTEE_DOMAIN } from "./domains.ts";

describe("COMMITTEE_DOMAIN", () => {
  it("uses every string once, and none as the beginning of another, here or in the other cryptography", () => {
    const all: string[] = [...Object.values(DOMAIN), ...Object.values(COMMITTEE_DOMAIN)];
    for (const string of Object.values(COMMITTEE_DOMAIN)) {
      assert.match(string, /^medlattice\/[\w/-]+\/v1$/);
      assert.deepEqual(
        all.filter((other) => other.startsWith(string) || string.startsWith(other)),
        [string],
      );
    }
  });
});
