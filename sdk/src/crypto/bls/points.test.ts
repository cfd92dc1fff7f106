import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { initCrypto } from "../index.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { flipped, scalars } from "../testing/fixtures.ts";
import { twin } from "../testing/twin.ts";
import { addG1, addG2, baseG1, baseG2, decodeG1, decodeG2, encodePoint, mulG1, mulG2 } from "./points.ts";
import { FR_ORDER } from "./scalar.ts";

const { Fp, Fp2 } = bls12_381.fields;

before(initCrypto);

describe("G1 and G2", () => {
  it("agree with the twin on k·P, P + Q and their encoding", () => {
    checkProperty(
      fc.property(scalars, scalars, (a, b) => {
        // a + a·b = 0 for b = −1, and the identity has no place on the twin's wire.
        fc.pre(b !== FR_ORDER - 1n);
        assert.deepEqual(encodePoint(baseG1(a)), twin.g1(a).toBytes());
        assert.deepEqual(encodePoint(baseG2(a)), twin.g2(a).toBytes());
        const g1 = addG1(baseG1(a), mulG1(baseG1(b), a));
        assert.deepEqual(encodePoint(g1), twin.g1(a).add(twin.g1(b).multiply(a)).toBytes());
        const g2 = addG2(baseG2(a), mulG2(baseG2(b), a));
        assert.deepEqual(encodePoint(g2), twin.g2(a).add(twin.g2(b).multiply(a)).toBytes());
      }),
      10,
    );
  });

  it("come back from their encoding", () => {
    checkProperty(
      fc.property(scalars, (k) => {
        const g1 = twin.g1(k).toBytes();
        const g2 = twin.g2(k).toBytes();
        assert.deepEqual(encodePoint(decodeG1(g1, "p")), g1);
        assert.deepEqual(encodePoint(decodeG2(g2, "p")), g2);
      }),
      20,
    );
  });

  it("multiply by 0, r and r + 1 as in a group of order r", () => {
    assert.ok(baseG1(0n).isZero());
    assert.ok(baseG1(FR_ORDER).isZero());
    assert.ok(baseG2(FR_ORDER).isZero());
    assert.deepEqual(encodePoint(baseG1(FR_ORDER + 1n)), encodePoint(baseG1(1n)));
    assert.deepEqual(encodePoint(baseG1(-1n)), encodePoint(baseG1(FR_ORDER - 1n)));
  });
});

describe("decodeG1 and decodeG2", () => {
  const g1 = twin.g1(7n).toBytes();
  const g2 = twin.g2(7n).toBytes();
  const refused = (reason: string) => withCode("POINT_INVALID", { name: "p", reason });

  it("refuse any other length", () => {
    for (const bytes of [g1.slice(1), g1.slice(0, -1), new Uint8Array([...g1, 0]), new Uint8Array(), g2]) {
      assert.throws(() => decodeG1(bytes, "p"), refused("length"));
    }
    for (const bytes of [g2.slice(1), g2.slice(0, -1), new Uint8Array([...g2, 0]), g1]) {
      assert.throws(() => decodeG2(bytes, "p"), refused("length"));
    }
  });

  it("refuse the identity, with and without stray bits", () => {
    for (const decode of [
      () => decodeG1(bls12_381.G1.Point.ZERO.toBytes(), "p"),
      () => decodeG2(bls12_381.G2.Point.ZERO.toBytes(), "p"),
      () => decodeG1(flipped(g1, 0, 0x40), "p"),
      () => decodeG2(flipped(g2, 0, 0x40), "p"),
    ]) {
      assert.throws(decode, refused("identity"));
    }
  });

  it("refuse a missing compression bit", () => {
    assert.throws(() => decodeG1(flipped(g1, 0, 0x80), "p"), refused("encoding"));
    assert.throws(() => decodeG2(flipped(g2, 0, 0x80), "p"), refused("encoding"));
    assert.throws(() => decodeG1(new Uint8Array(48), "p"), refused("encoding"));
  });

  it("refuse a coordinate that is not below p", () => {
    const flags = 0x80n << 376n;
    // Points whose x + p still fits the 381 bits.
    const small = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].map((k) => twin.g1(k).toAffine().x);
    const fitting = small.filter((x) => x + Fp.ORDER < 1n << 381n);
    assert.ok(fitting.length > 0);
    for (const x of fitting) {
      assert.throws(() => decodeG1(bigintToBytes((x + Fp.ORDER) | flags, 48), "p"), refused("group"));
    }
    assert.throws(() => decodeG1(bigintToBytes(Fp.ORDER | flags, 48), "p"), refused("group"));
  });

  it("refuse points off the curve and off the subgroup, and tell neither apart", () => {
    let offCurve = 0;
    let offSubgroup = 0;
    for (let x = 1n; x < 30n; x++) {
      const square = Fp.add(Fp.pow(x, 3n), 4n);
      const onCurve = Fp.eql(Fp.sqr(Fp.pow(square, (Fp.ORDER + 1n) / 4n)), square);
      if (onCurve) offSubgroup++;
      else offCurve++;
      assert.throws(() => decodeG1(bigintToBytes(x | (0x80n << 376n), 48), "p"), refused("group"));
    }
    assert.ok(offCurve > 5 && offSubgroup > 5);
  });

  it("refuse points of the twist off the curve and off the subgroup", () => {
    let offCurve = 0;
    let offSubgroup = 0;
    for (let c0 = 1n; c0 < 20n; c0++) {
      const x = { c0, c1: 0n };
      const square = Fp2.add(Fp2.mul(Fp2.sqr(x), x), { c0: 4n, c1: 4n });
      // Exponentiation by (p² − 1)/2 tells squares from non-squares.
      const onCurve = Fp2.eql(Fp2.pow(square, (Fp.ORDER ** 2n - 1n) / 2n), Fp2.ONE);
      if (onCurve) offSubgroup++;
      else offCurve++;
      const bytes = bigintToBytes(c0, 96);
      bytes[0] = 0x80;
      assert.throws(() => decodeG2(bytes, "p"), refused("group"));
    }
    assert.ok(offCurve > 5 && offSubgroup > 5);
  });

  it("refuse what is no byte string", () => {
    assert.throws(() => Reflect.apply(decodeG1, undefined, ["0x97f1", "p"]), refused("length"));
  });
});
