import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import fc from "fast-check";
import { concatBytes, fromHex, type Hex, toHex } from "../../codec/index.ts";
import { baseG1, baseG2, encodePoint } from "../../crypto/bls/points.ts";
import { initCrypto } from "../../crypto/index.ts";
import { scalars } from "../../crypto/testing/fixtures.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { hashTwin } from "../testing/twinVotes.ts";
import { decodeG1Eip2537, decodeG2Eip2537, encodeG1Eip2537, encodeG2Eip2537 } from "./eip2537.ts";
import { hashToG1 } from "./hashToG1.ts";
import { sumG1, sumG2 } from "./sums.ts";

before(initCrypto);

const { G1, G2 } = bls12_381;
const padded = (value: bigint): Hex => `0x${value.toString(16).padStart(128, "0")}`;

describe("hashToG1", () => {
  it("agrees with the twin on any message and domain", () => {
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ minLength: 1, maxLength: 60 }), (m, dst) => {
        assert.deepEqual(encodePoint(hashToG1(m, dst)), hashTwin(m, dst).toBytes());
      }),
      20,
    );
  });
});

describe("EIP-2537 encodings", () => {
  it("agree with the twin's coordinates and come back", () => {
    checkProperty(
      fc.property(scalars, (k) => {
        const p = G1.Point.BASE.multiply(k).toAffine();
        const q = G2.Point.BASE.multiply(k).toAffine();
        const ours = [encodeG1Eip2537(baseG1(k)), encodeG2Eip2537(baseG2(k))] as const;
        assert.deepEqual(ours[0], concatBytes(...[p.x, p.y].map((c) => fromHex(padded(c)))));
        const coordinates = [q.x.c0, q.x.c1, q.y.c0, q.y.c1];
        assert.deepEqual(ours[1], concatBytes(...coordinates.map((c) => fromHex(padded(c)))));
        assert.ok(decodeG1Eip2537(ours[0], "p").isEqual(baseG1(k)));
        assert.ok(decodeG2Eip2537(ours[1], "q").isEqual(baseG2(k)));
      }),
      10,
    );
  });

  const valid = () => encodeG1Eip2537(baseG1(5n));
  const changed = (change: (bytes: Uint8Array) => void) => {
    const bytes = valid();
    change(bytes);
    return bytes;
  };
  const order = G1.Point.Fp.ORDER;
  for (const [what, make, reason] of [
    ["another length", () => valid().subarray(1), "length"],
    ["the identity", () => new Uint8Array(128), "identity"],
    ["bits in the padding", () => changed((bytes) => bytes.set([1], 0)), "encoding"],
    ["a coordinate beyond p", () => changed((bytes) => bytes.set(fromHex(padded(order)), 0)), "encoding"],
    ["a point beside the curve", () => changed((bytes) => bytes.fill(7, 20, 60)), "group"],
  ] as const) {
    it(`refuse ${what}`, () => {
      assert.throws(() => decodeG1Eip2537(make(), "p"), withCode("POINT_INVALID", { name: "p", reason }));
    });
  }

  it("refuse points of the curve outside the group", () => {
    const { Fp } = bls12_381.fields;
    let x = 1n;
    // x³ + 4 is a square for about half of all x; of such points one in 2^126 is in the group.
    for (; ; x += 1n) {
      const square = Fp.add(Fp.mul(Fp.sqr(x), x), 4n);
      if (Fp.eql(Fp.pow(square, (order - 1n) / 2n), 1n)) {
        const bytes = concatBytes(fromHex(padded(x)), fromHex(padded(Fp.sqrt(square))));
        assert.throws(() => decodeG1Eip2537(bytes, "p"), withCode("POINT_INVALID", { reason: "group" }));
        break;
      }
    }
  });

  it("have no form for the identity", () => {
    assert.throws(() => encodeG1Eip2537(sumG1([])), withCode("POINT_INVALID", { reason: "identity" }));
    assert.throws(() => encodeG2Eip2537(sumG2([])), withCode("POINT_INVALID", { reason: "identity" }));
  });
});

describe("sums", () => {
  it("are those of the scalars", () => {
    assert.equal(toHex(encodePoint(sumG1([1n, 2n, 4n].map(baseG1)))), toHex(encodePoint(baseG1(7n))));
    assert.equal(toHex(encodePoint(sumG2([1n, 2n, 4n].map(baseG2)))), toHex(encodePoint(baseG2(7n))));
  });
});
