import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consentDomain, discloseGrant } from "@medlattice/sdk/consent";
import { grantIdOf } from "@medlattice/sdk/eip712";
import fc from "fast-check";
import { toHex } from "viem";
import { grantIdOfDisclosure } from "./grantIdOfDisclosure.ts";

const word = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toHex(bytes));
const uint40 = fc.integer({ min: 0, max: 0xff_ffff_ffff });
const grants = fc.record({
  grantor: word,
  signer: fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => toHex(bytes)),
  notBefore: uint40,
  notAfter: uint40,
  maxUses: fc.integer({ min: 0, max: 0xffff_ffff }),
  terms: fc.record({
    grantee: word,
    granteeKind: fc.integer({ min: 1, max: 3 }),
    scopeKind: fc.integer({ min: 1, max: 3 }),
    scope: word,
    actions: fc.integer({ min: 1, max: 7 }),
    granteeKey: word,
    requestId: word,
    denyTags: fc.array(word, { maxLength: 8 }),
    statement: fc.record({
      summary: fc.string({ unit: "grapheme" }),
      purpose: fc.string({ unit: "grapheme" }),
      salt: word,
    }),
    salt: word,
  }),
});

describe("grantIdOfDisclosure", () => {
  it("is the digest of the whole grant, with every chain, contract and grant", () => {
    fc.assert(
      fc.property(grants, fc.integer({ min: 1, max: 2 ** 31 }), (grant, chainId) => {
        const home = { chainId, consentRegistry: `0x${"c0".repeat(20)}` as const };
        const { header, terms } = discloseGrant(grant);
        const disclosure = {
          header: { ...header },
          terms: { ...terms, denyTags: [...terms.denyTags] },
        };
        assert.equal(grantIdOfDisclosure(home, disclosure), grantIdOf(consentDomain(home), grant));
      }),
      { numRuns: 100 },
    );
  });
});
