import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { initCrypto } from "../index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { flipped, oneByte, scalars } from "../testing/fixtures.ts";
import { twin } from "../testing/twin.ts";
import { baseGt, decodeGt, encodeGt, mulGt, pair, pairProduct, pairWithBase, powGt } from "./gt.ts";
import { baseG1, baseG2 } from "./points.ts";
import { FR_ORDER, modR } from "./scalar.ts";

const { Fp, Fp12 } = bls12_381.fields;

before(initCrypto);

describe("GT", () => {
  it("agrees with the twin on pairing, power and product, byte for byte", () => {
    checkProperty(
      fc.property(scalars, scalars, (a, b) => {
        const ours = pair(baseG1(a), baseG2(b));
        const theirs = twin.pair(twin.g1(a), twin.g2(b));
        assert.deepEqual(encodeGt(ours), twin.encodeGt(theirs));
        assert.deepEqual(encodeGt(powGt(ours, b)), twin.encodeGt(twin.powGt(theirs, b)));
        assert.deepEqual(
          encodeGt(mulGt(ours, baseGt(b))),
          twin.encodeGt(twin.mulGt(theirs, twin.powGt(twin.pair(twin.g1(1n), twin.g2(1n)), b))),
        );
      }),
      5,
    );
  });

  it("is bilinear, however it is computed", () => {
    checkProperty(
      fc.property(scalars, scalars, (a, b) => {
        const expected = encodeGt(baseGt(modR(a * b)));
        assert.deepEqual(encodeGt(pair(baseG1(a), baseG2(b))), expected);
        assert.deepEqual(encodeGt(pairWithBase(baseG1(a * b))), expected);
        assert.deepEqual(encodeGt(powGt(baseGt(a), b)), expected);
        const split = pairProduct([
          [baseG1(a - 1n === 0n ? FR_ORDER : a - 1n), baseG2(b)],
          [baseG1(1n), baseG2(b)],
        ]);
        assert.deepEqual(encodeGt(split), expected);
      }),
      20,
    );
  });

  it("comes back from its encoding, and has order r", () => {
    checkProperty(
      fc.property(scalars, (k) => {
        const bytes = encodeGt(baseGt(k));
        assert.deepEqual(encodeGt(decodeGt(bytes, "x")), bytes);
        assert.ok(mulGt(baseGt(k), baseGt(FR_ORDER - k)).isOne());
      }),
      20,
    );
  });
});

describe("decodeGt", () => {
  const valid = twin.encodeGt(twin.pair(twin.g1(3n), twin.g2(5n)));
  const refused = (reason: string) => withCode("POINT_INVALID", { name: "x", reason });
  const someFp12 = () => Fp12.fromBigTwelve([3n, 5n, 7n, 1n, 2n, 9n, 11n, 4n, 8n, 6n, 12n, 13n]);
  // x^((p^6 − 1)(p^2 + 1)): cyclotomic, but of order r only with probability 2^−1270.
  const cyclotomic = () => {
    const half = Fp12.div(Fp12.conjugate(someFp12()), someFp12());
    return Fp12.mul(Fp12.frobeniusMap(half, 2), half);
  };

  it("rests on a membership test whose cofactors are coprime", () => {
    // Scott 2021: p − u = h·r with h = (u − 1)²/3; x^p = x^u and membership in the cyclotomic subgroup of order
    // p⁴ − p² + 1 leave the order gcd(h·r, p⁴ − p² + 1), which is r iff h and (p⁴ − p² + 1)/r have no common factor.
    const p = Fp.ORDER;
    const u = -0xd201000000010000n;
    const h = (p - u) / FR_ORDER;
    assert.equal(h * FR_ORDER, p - u);
    const cyclotomicOrder = p ** 4n - p ** 2n + 1n;
    assert.equal(cyclotomicOrder % FR_ORDER, 0n);
    let [a, b] = [h, cyclotomicOrder / FR_ORDER];
    while (b !== 0n) [a, b] = [b, a % b];
    assert.equal(a, 1n);
  });

  it("refuses zero, one, and any other length", () => {
    assert.throws(() => decodeGt(new Uint8Array(576), "x"), refused("identity"));
    assert.throws(() => decodeGt(Fp12.toBytes(Fp12.ONE), "x"), refused("identity"));
    assert.throws(() => decodeGt(valid.slice(1), "x"), refused("length"));
    assert.throws(() => decodeGt(new Uint8Array([...valid, 0]), "x"), refused("length"));
  });

  it("refuses a limb that is not below p", () => {
    for (let limb = 0; limb < 12; limb++) {
      const bytes = Uint8Array.from(valid);
      const value = bytesToBigint(bytes.subarray(48 * limb, 48 * (limb + 1)));
      bytes.set(bigintToBytes(value + Fp.ORDER, 48), 48 * limb);
      assert.throws(() => decodeGt(bytes, "x"), refused("encoding"));
    }
  });

  it("refuses elements outside the cyclotomic subgroup, and inside it outside GT", () => {
    assert.throws(() => decodeGt(Fp12.toBytes(someFp12()), "x"), refused("group"));
    assert.throws(() => decodeGt(Fp12.toBytes(cyclotomic()), "x"), refused("group"));
    assert.throws(() => decodeGt(Fp12.toBytes(Fp12.neg(Fp12.ONE)), "x"), refused("group"));
    const shifted = Fp12.mul(twin.decodeGt(valid), cyclotomic());
    assert.throws(() => decodeGt(Fp12.toBytes(shifted), "x"), refused("group"));
    const negated = Fp12.neg(twin.decodeGt(valid));
    assert.throws(() => decodeGt(Fp12.toBytes(negated), "x"), refused("group"));
  });

  it("refuses a valid element with any one byte changed", () => {
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        assert.throws(() => decodeGt(flipped(valid, position, mask), "x"), withCode("POINT_INVALID"));
      }),
      50,
    );
  });
});
