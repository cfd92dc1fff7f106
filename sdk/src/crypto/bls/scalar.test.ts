import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { randomScalar, scalarFromBytes64 } from "../index.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { scalars } from "../testing/fixtures.ts";
import { invertScalar } from "./invertScalar.ts";
import { FR_ORDER, assertProofScalar, assertScalar, modR, scalarFromBytes, scalarToBytes } from "./scalar.ts";

describe("scalars", () => {
  it("have the order of the curve", () => {
    assert.equal(FR_ORDER, bls12_381.fields.Fr.ORDER);
  });

  it("come back from their 32 bytes", () => {
    checkProperty(fc.property(scalars, (k) => assert.equal(scalarFromBytes(scalarToBytes(k)), k)));
  });

  it("are refused at 0, r, beyond, and in any other length", () => {
    const refused = withCode("SCALAR_INVALID");
    for (const value of [0n, FR_ORDER, FR_ORDER + 1n, (1n << 256n) - 1n]) {
      assert.throws(() => scalarFromBytes(bigintToBytes(value, 32)), refused);
    }
    for (const value of [0n, -1n, FR_ORDER]) assert.throws(() => scalarToBytes(value), refused);
    for (const length of [0, 31, 33])
      assert.throws(() => scalarFromBytes(new Uint8Array(length).fill(1)), refused);
    assert.equal(scalarFromBytes(bigintToBytes(1n, 32)), 1n);
    assert.equal(scalarFromBytes(bigintToBytes(FR_ORDER - 1n, 32)), FR_ORDER - 1n);
    assert.throws(
      () => Reflect.apply(assertScalar, undefined, [5, "k"]),
      withCode("SCALAR_INVALID", { name: "k" }),
    );
  });

  it("may be zero in a proof, but not negative and not r", () => {
    assert.equal(assertProofScalar(0n, "c"), 0n);
    for (const value of [-1n, FR_ORDER]) {
      assert.throws(() => assertProofScalar(value, "c"), withCode("SCALAR_INVALID", { name: "c" }));
    }
  });

  it("have inverses and representatives in [0, r)", () => {
    checkProperty(fc.property(scalars, (k) => assert.equal(modR(k * invertScalar(k)), 1n)));
    checkProperty(
      fc.property(fc.bigInt({ min: -(1n << 512n), max: 1n << 512n }), (value) => {
        const rest = modR(value);
        assert.ok(rest >= 0n && rest < FR_ORDER);
        assert.equal((value - rest) % FR_ORDER, 0n);
      }),
    );
  });
});

describe("scalarFromBytes64", () => {
  it("is OS2IP(bytes) mod (r − 1) + 1, never zero", () => {
    const of = (value: bigint) => scalarFromBytes64(bigintToBytes(value, 64));
    assert.equal(of(0n), 1n);
    assert.equal(of(FR_ORDER - 2n), FR_ORDER - 1n);
    assert.equal(of(FR_ORDER - 1n), 1n);
    assert.equal(of(FR_ORDER), 2n);
    assert.equal(of((1n << 512n) - 1n), (((1n << 512n) - 1n) % (FR_ORDER - 1n)) + 1n);
  });

  it("refuses other lengths", () => {
    for (const length of [0, 32, 63, 65]) {
      assert.throws(() => scalarFromBytes64(new Uint8Array(length)), withCode("SCALAR_SEED_INVALID"));
    }
  });
});

describe("randomScalar", () => {
  it("takes 64 bytes of the source it is given and none twice", () => {
    const asked: number[] = [];
    const k = randomScalar((length) => {
      asked.push(length);
      return bigintToBytes(41n, length);
    });
    assert.equal(k, 42n);
    assert.deepEqual(asked, [64]);
    assert.equal(new Set(Array.from({ length: 100 }, () => randomScalar())).size, 100);
  });
});
