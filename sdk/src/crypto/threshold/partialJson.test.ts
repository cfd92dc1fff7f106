import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import { decodeReencryptionPartial, encodeReencryptionPartial, initCrypto } from "../index.ts";
import { aGrantedPart, at } from "../testing/fixtures.ts";

before(initCrypto);

describe("encodeReencryptionPartial and decodeReencryptionPartial", () => {
  it("are inverse through JSON text", () => {
    for (const partial of aGrantedPart().partials) {
      const text = JSON.stringify(encodeReencryptionPartial(partial));
      assert.deepEqual(decodeReencryptionPartial(JSON.parse(text)), partial);
    }
  });

  it("refuse every missing, surplus or misspelt field, and name it", () => {
    const json = encodeReencryptionPartial(at(aGrantedPart().partials, 0));
    for (const [path, value] of [
      ["", null],
      ["", { ...json, surplus: 1 }],
      ["index", { ...json, index: 0 }],
      ["index", { ...json, index: 65_536 }],
      ["p", { ...json, p: json.p.slice(0, -2) }],
      ["p", { ...json, p: json.p.toUpperCase() }],
      ["proof.c", { ...json, proof: { z: json.proof.z } }],
      ["proof.z", { ...json, proof: { ...json.proof, z: `${json.proof.z}00` } }],
    ] as const) {
      assert.throws(
        () => decodeReencryptionPartial(value),
        withCode("JSON_INVALID", { name: "reencryptionPartial", path }),
      );
    }
  });
});
