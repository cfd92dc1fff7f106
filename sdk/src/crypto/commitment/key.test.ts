import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHex, toHex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import {
  BN254_ORDER,
  commitmentKeyOf,
  decodeCommitmentKey,
  encodeCommitmentKey,
  generateCommitmentKey,
  proveKeyPossession,
  verifyKeyPossession,
} from "../index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { bnScalars } from "../testing/bn254Scalars.ts";
import { anId, flipped } from "../testing/fixtures.ts";

describe("proof of possession", () => {
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
    const shifted = bigintToBytes(bytesToBigint(words.subarray(32)) + BN254_ORDER, 32);
    const proof = toHex(Uint8Array.from([...words.subarray(0, 32), ...shifted]));
    assert.throws(
      () => verifyKeyPossession({ ...valid, proof }),
      withCode("SCALAR_INVALID", { name: "proof.z" }),
    );
    assert.throws(() => verifyKeyPossession({ ...valid, proof: "0x00" }), withCode("HEX_LENGTH"));
    assert.throws(() => verifyKeyPossession({ ...valid, h1: { x: 0n, y: 0n } }), withCode("POINT_INVALID"));
    assert.throws(
      () => verifyKeyPossession({ ...valid, orgId: "0x00" }),
      withCode("KEY_POSSESSION_CONTEXT_INVALID"),
    );
  });

  it("goes with a key that comes back from its 64 bytes", () => {
    checkProperty(
      fc.property(bnScalars, (x) => {
        const h1 = commitmentKeyOf(x);
        assert.deepEqual(decodeCommitmentKey(encodeCommitmentKey(h1)), h1);
      }),
      10,
    );
    assert.throws(
      () => decodeCommitmentKey(`0x${"00".repeat(64)}`),
      withCode("POINT_INVALID", { name: "h1" }),
    );
    assert.throws(() => decodeCommitmentKey("0x00"), withCode("HEX_LENGTH"));
  });
});
