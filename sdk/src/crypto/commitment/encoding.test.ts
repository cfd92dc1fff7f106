import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHex, toHex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import {
  BN254_ORDER,
  compressCommitment,
  decodeOrProof,
  decompressCommitment,
  encodeOrProof,
} from "../index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { bnScalars } from "../testing/bn254Scalars.ts";
import { BN254_FIELD, Point, multiply, toAffine } from "./bn254.ts";

describe("compressCommitment and decompressCommitment", () => {
  it("are inverse, for both signs of y", () => {
    checkProperty(
      fc.property(bnScalars, (k) => {
        const point = toAffine(multiply(Point.BASE, k));
        const negated = { x: point.x, y: BN254_FIELD - point.y };
        for (const one of [point, negated])
          assert.deepEqual(decompressCommitment(compressCommitment(one)), one);
        const word = bytesToBigint(fromHex(compressCommitment(point)));
        assert.equal(word, point.x | ((point.y & 1n) << 255n));
      }),
      20,
    );
  });

  it("refuse x at p and beyond, x off the curve, and other lengths", () => {
    const refused = withCode("POINT_INVALID", { name: "commitment" });
    const word = (value: bigint) => toHex(bigintToBytes(value, 32));
    const { x } = toAffine(Point.BASE);
    assert.deepEqual(decompressCommitment(word(x)).x, 1n);
    for (const value of [BN254_FIELD, BN254_FIELD + 1n, x + (1n << 254n), (1n << 256n) - 1n, 0n, 4n]) {
      assert.throws(() => decompressCommitment(word(value)), refused);
    }
    assert.throws(() => decompressCommitment("0x01"), withCode("HEX_LENGTH"));
    for (const point of [
      { x: 0n, y: 0n },
      { x: 1n, y: 3n },
      { x: 1n + BN254_FIELD, y: 2n },
      { x: 1n, y: 2n - BN254_FIELD },
    ]) {
      assert.throws(() => compressCommitment(point), refused);
    }
  });
});

describe("proofs on the wire", () => {
  it("come back from their 128 bytes", () => {
    checkProperty(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: BN254_ORDER - 1n }), { minLength: 4, maxLength: 4 }),
        (words) => {
          const [c1 = 0n, z1 = 0n, c2 = 0n, z2 = 0n] = words;
          const proof = encodeOrProof({ c1, z1, c2, z2 });
          assert.deepEqual(decodeOrProof(proof), { c1, z1, c2, z2 });
        },
      ),
    );
  });
});
