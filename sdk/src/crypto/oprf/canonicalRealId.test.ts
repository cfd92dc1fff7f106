import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Hex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { blindNullifier, canonicalRealId } from "../index.ts";
import { aPlace, anIdentity } from "../testing/nullifierFixtures.ts";

describe("canonicalRealId", () => {
  it("writes one identity one way", () => {
    const spelt = [
      "11010519491231002x",
      " 110105-1949-1231-002X ",
      "１１０１０５19491231002Ｘ",
      "110105\u20131949 1231\t002X",
    ];
    const canonical = spelt.map((value) => canonicalRealId({ system: "urn:oid:2.16.156.10011.1.3", value }));
    assert.deepEqual([...new Set(canonical)], ["urn:oid:2.16.156.10011.1.3|11010519491231002X"]);
  });

  it("is stable under repetition and always accepted by blindNullifier", () => {
    checkProperty(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), (value) => {
        let once: string;
        try {
          once = canonicalRealId({ system: "urn:x", value });
        } catch (error) {
          withCode("REAL_ID_INVALID")(error);
          return;
        }
        assert.equal(canonicalRealId({ system: "urn:x", value: once.slice("urn:x|".length) }), once);
        blindNullifier({ realId: once, ...aPlace() });
      }),
    );
  });

  it("refuses an empty system or value, and what is not canonical", () => {
    for (const [system, value] of [
      ["", "1"],
      ["urn:x", ""],
      ["urn:x", " - "],
      ["urn:x|y", "1"],
      ["urn: x", "1"],
    ] as const) {
      assert.throws(() => canonicalRealId({ system, value }), withCode("REAL_ID_INVALID"));
    }
    for (const change of [
      { realId: "" },
      { realId: "a b" },
      { realId: "Ｘ" },
      { registryId: "0x00" as Hex },
      { chainId: -1n },
    ]) {
      assert.throws(
        () => blindNullifier({ realId: anIdentity(), ...aPlace(), ...change }),
        withCode("NULLIFIER_INPUT_INVALID"),
      );
    }
  });
});
