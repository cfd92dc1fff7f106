import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { concatBytes, fromHex, toHex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { anId, flipped } from "../testing/fixtures.ts";
import { BABY_JUBJUB_FIELD, Point } from "./curve.ts";
import {
  BABY_JUBJUB_ORDER,
  commitmentKeyOf,
  compressCommitment,
  decodeCommitmentKey,
  decompressCommitment,
  encodeCommitmentKey,
  generateCommitmentKey,
  proveKeyPossession,
  verifyKeyPossession,
} from "./index.ts";

const scalars = fc.oneof(
  fc.constantFrom(1n, 2n, 2n ** 248n - 1n, 2n ** 248n, BABY_JUBJUB_ORDER - 1n),
  fc.bigInt({ min: 1n, max: BABY_JUBJUB_ORDER - 1n }),
);
const TWO = { x: 0n, y: BABY_JUBJUB_FIELD - 1n };

describe("proof of possession on Baby Jubjub", () => {
  const aRegistration = () => {
    const { x, h1 } = generateCommitmentKey();
    const place = { chainId: 7100n, organizationRegistry: `0x${"5b".repeat(20)}`, orgId: anId() } as const;
    return { h1, ...place, proof: proveKeyPossession({ x, ...place }) };
  };

  it("holds for whoever knows x, at that registry for that organisation only", () => {
    const valid = aRegistration();
    verifyKeyPossession(valid);
    const refused = withCode("KEY_POSSESSION_INVALID");
    assert.throws(() => verifyKeyPossession({ ...valid, chainId: 7101n }), refused);
    assert.throws(() => verifyKeyPossession({ ...valid, orgId: anId() }), refused);
    assert.throws(
      () => verifyKeyPossession({ ...valid, organizationRegistry: `0x${"5c".repeat(20)}` }),
      refused,
    );
    assert.throws(() => verifyKeyPossession({ ...valid, h1: aRegistration().h1 }), refused);
    const bytes = fromHex(valid.proof);
    for (const position of [20, 60]) {
      assert.throws(() => verifyKeyPossession({ ...valid, proof: toHex(flipped(bytes, position)) }), refused);
    }
  });

  it("is refused in any other form", () => {
    const valid = aRegistration();
    const words = fromHex(valid.proof);
    const shifted = bigintToBytes(bytesToBigint(words.subarray(32)) + BABY_JUBJUB_ORDER, 32);
    const proof = toHex(concatBytes(words.subarray(0, 32), shifted));
    assert.throws(
      () => verifyKeyPossession({ ...valid, proof }),
      withCode("SCALAR_INVALID", { name: "proof.z" }),
    );
    assert.throws(() => verifyKeyPossession({ ...valid, proof: "0x00" }), withCode("HEX_LENGTH"));
    assert.throws(
      () => verifyKeyPossession({ ...valid, orgId: "0x00" }),
      withCode("KEY_POSSESSION_CONTEXT_INVALID"),
    );
  });

  it("is refused for the identity and for keys outside the subgroup", () => {
    const valid = aRegistration();
    const mixed = Point.fromAffine(valid.h1).add(Point.fromAffine(TWO)).toAffine();
    for (const h1 of [
      { x: 0n, y: 1n },
      TWO,
      mixed,
      { x: valid.h1.x, y: valid.h1.y + 1n },
      { x: -1n, y: 1n },
    ]) {
      assert.throws(() => verifyKeyPossession({ ...valid, h1 }), withCode("POINT_INVALID", { name: "h1" }));
    }
  });
});

describe("encodings on Baby Jubjub", () => {
  it("bring keys and commitments back", () => {
    checkProperty(
      fc.property(scalars, (x) => {
        const h1 = commitmentKeyOf(x);
        assert.deepEqual(decodeCommitmentKey(encodeCommitmentKey(h1)), h1);
        assert.deepEqual(decompressCommitment(compressCommitment(h1)), h1);
      }),
      20,
    );
    const identity = { x: 0n, y: 1n };
    assert.deepEqual(decompressCommitment(compressCommitment(identity)), identity);
  });

  it("refuse words that are no point of prime order", () => {
    const { h1 } = generateCommitmentKey();
    const word = bytesToBigint(fromHex(compressCommitment(h1)));
    const refused = withCode("POINT_INVALID", { name: "commitment" });
    const encoded = (value: bigint) => toHex(bigintToBytes(value, 32));
    // The other y of the same x is not in the subgroup; x + p is another spelling; 2^254 is beyond the field.
    const fieldAlias = h1.x + BABY_JUBJUB_FIELD;
    for (const other of [word ^ (1n << 255n), fieldAlias, 1n << 254n, 0n]) {
      assert.throws(() => decompressCommitment(encoded(other)), refused, String(other));
    }
    assert.throws(() => compressCommitment(TWO), refused);
  });

  it("refuse trapdoors of 0 and l", () => {
    for (const x of [0n, BABY_JUBJUB_ORDER]) {
      assert.throws(() => commitmentKeyOf(x), withCode("SCALAR_INVALID", { name: "x" }));
    }
  });
});
