import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { poseidon4 } from "poseidon-lite/poseidon4";
import { checkProperty } from "../../testing/property.ts";
import { fromElement, toElement } from "../elements.ts";
import { FIELD_ORDER } from "./arithmetic.ts";
import { loadPoseidon } from "./poseidon.ts";

const poseidon = await loadPoseidon();
const bytesOf = (values: readonly bigint[]) => {
  const bytes = new Uint8Array(values.length * 32);
  for (const [index, value] of values.entries()) bytes.set(toElement(value), index * 32);
  return bytes;
};

describe("Poseidon", () => {
  it("is circomlib's, as poseidon-lite has it, for any inputs", () => {
    const edge = fc.constantFrom(0n, 1n, 2n, FIELD_ORDER - 1n, FIELD_ORDER - 2n, (FIELD_ORDER - 1n) / 2n);
    const element = fc.oneof(
      fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n }),
      edge,
      fc.bigInt({ min: 0n, max: 2n ** 29n }),
    );
    checkProperty(
      fc.property(fc.tuple(element, element, element, element), ([a, b, c, d]) => {
        assert.equal(fromElement(poseidon.hash3(bytesOf([a, b, c]))), poseidon3([a, b, c]));
        assert.equal(fromElement(poseidon.hash4(bytesOf([a, b, c, d]))), poseidon4([a, b, c, d]));
      }),
      100,
    );
  });

  it("hashes many at once, each for itself", () => {
    const values = Array.from({ length: 12 }, (_, index) => BigInt(index + 7));
    const out = poseidon.hash4(bytesOf(values));
    for (let index = 0; index < 3; index++) {
      const expected = poseidon4(values.slice(4 * index, 4 * index + 4));
      assert.equal(fromElement(out.subarray(32 * index, 32 * index + 32)), expected);
    }
    assert.equal(poseidon.hash3(new Uint8Array(0)).length, 0);
    assert.throws(() => poseidon.hash3(new Uint8Array(95)), RangeError);
  });
});
