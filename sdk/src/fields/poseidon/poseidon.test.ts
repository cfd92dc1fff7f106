import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { poseidon4 } from "poseidon-lite/poseidon4";
import { checkProperty } from "../../testing/property.ts";
import { fromElement, toElement } from "../elements.ts";
import { FIELD_ORDER } from "./arithmetic.ts";
import { fused, isFused } from "./fused.ts";
import { plain } from "./plain.ts";
import { createPoseidon, loadPoseidon } from "./poseidon.ts";

const bytesOf = (values: readonly bigint[]) => {
  const bytes = new Uint8Array(values.length * 32);
  for (const [index, value] of values.entries()) bytes.set(toElement(value), index * 32);
  return bytes;
};
const numbersOf = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 32 }, (_, index) =>
    fromElement(bytes.subarray(32 * index, 32 * index + 32)),
  );
const groupsOf = (values: readonly bigint[], size: number) =>
  Array.from({ length: values.length / size }, (_, index) => values.slice(index * size, (index + 1) * size));

/** Numbers whose limbs of 51 or 29 bits are all ones or zeros, or that are next to p. */
const limbs = (bits: number) =>
  fc
    .array(fc.constantFrom(0n, 1n, (1n << BigInt(bits)) - 1n), { minLength: 9, maxLength: 9 })
    .map((each) => each.reduce((sum, limb) => (sum << BigInt(bits)) | limb, 0n) % FIELD_ORDER);
const element = fc.oneof(
  fc.bigInt({ min: 0n, max: FIELD_ORDER - 1n }),
  fc.constantFrom(0n, 1n, 2n, FIELD_ORDER - 1n, FIELD_ORDER - 2n, (FIELD_ORDER - 1n) / 2n),
  limbs(51),
  limbs(29),
);

// A machine that rounds multiply-add twice has no use for `fused`, and never takes it.
const arithmetics = (await isFused()) ? { plain, fused } : { plain };

for (const [name, arithmetic] of Object.entries(arithmetics)) {
  const poseidon = await createPoseidon(arithmetic);
  describe(`Poseidon by ${name} arithmetic`, () => {
    it("is circomlib's, as poseidon-lite has it, for any inputs and any number of them at once", () => {
      checkProperty(
        fc.property(fc.array(element, { maxLength: 24 }), (values) => {
          const [threes, fours] = [groupsOf(values, 3), groupsOf(values, 4)];
          const hashes3 = numbersOf(poseidon.hash3(bytesOf(threes.flat())));
          const hashes4 = numbersOf(poseidon.hash4(bytesOf(fours.flat())));
          assert.deepEqual(
            hashes3,
            threes.map((each) => poseidon3(each)),
          );
          assert.deepEqual(
            hashes4,
            fours.map((each) => poseidon4(each)),
          );
        }),
        100,
      );
    });

    it("refuses what is not whole", () => {
      assert.equal(poseidon.hash3(new Uint8Array(0)).length, 0);
      assert.throws(() => poseidon.hash3(new Uint8Array(95)), RangeError);
      assert.throws(() => poseidon.hash4(new Uint8Array(129)), RangeError);
    });
  });
}

describe("both arithmetics of Poseidon", () => {
  it("agree over many numbers that come from each other", async () => {
    const poseidons = await Promise.all([...Object.values(arithmetics).map(createPoseidon), loadPoseidon()]);
    const ends = poseidons.map((poseidon) => {
      let values = bytesOf(Array.from({ length: 24 }, (_, index) => BigInt(index)));
      for (let round = 0; round < 200; round++) {
        const [threes, fours] = [poseidon.hash3(values), poseidon.hash4(values)];
        values = new Uint8Array([...threes, ...fours, ...values.subarray(0, 10 * 32)]);
      }
      return Buffer.from(values).toString("hex");
    });
    assert.equal(new Set(ends).size, 1);
  });
});
