import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHex, toHex, utf8 } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { hkdfSha256, openAead, platformRandom, sealAead } from "../index.ts";
import { flipped, oneByte } from "../testing/fixtures.ts";
import { bigintToBytes, bytesToBigint } from "./bytes.ts";

describe("hkdfSha256", () => {
  it("gives the output of RFC 5869, test cases 1 and 3", () => {
    const ikm = new Uint8Array(22).fill(0x0b);
    const first = hkdfSha256({
      ikm,
      salt: fromHex("0x000102030405060708090a0b0c"),
      info: fromHex("0xf0f1f2f3f4f5f6f7f8f9"),
      lengthBytes: 42,
    });
    assert.equal(
      toHex(first),
      "0x3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    );
    const third = hkdfSha256({ ikm, salt: new Uint8Array(), info: new Uint8Array(), lengthBytes: 42 });
    assert.equal(
      toHex(third),
      "0x8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    );
  });
});

describe("sealAead and openAead", () => {
  const aSealed = () => {
    const key = platformRandom(32);
    const aad = utf8("context");
    const plaintext = platformRandom(32);
    return { key, aad, plaintext, sealed: sealAead({ key, aad, plaintext }) };
  };

  it("open what was sealed, of any length", () => {
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 80 }), (plaintext, aad) => {
        const key = platformRandom(32);
        const sealed = sealAead({ key, aad, plaintext });
        assert.equal(sealed.length, plaintext.length + 16);
        assert.deepEqual(Uint8Array.from(openAead({ key, aad, sealed })), Uint8Array.from(plaintext));
      }),
    );
  });

  it("refuse another key, context or ciphertext, each by one byte", () => {
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        const { key, aad, sealed } = aSealed();
        const refused = withCode("AEAD_INVALID");
        assert.throws(() => openAead({ key: flipped(key, position, mask), aad, sealed }), refused);
        assert.throws(() => openAead({ key, aad: flipped(aad, position, mask), sealed }), refused);
        assert.throws(() => openAead({ key, aad, sealed: flipped(sealed, position, mask) }), refused);
      }),
    );
  });

  it("refuse a truncated ciphertext", () => {
    const { key, aad, sealed } = aSealed();
    for (let length = 0; length < sealed.length; length++) {
      assert.throws(() => openAead({ key, aad, sealed: sealed.slice(0, length) }), withCode("AEAD_INVALID"));
    }
  });
});

describe("bigintToBytes and bytesToBigint", () => {
  it("are inverse", () => {
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const copy = Uint8Array.from(bytes);
        assert.deepEqual(
          bigintToBytes(bytesToBigint(copy), copy.length || 1),
          copy.length ? copy : new Uint8Array(1),
        );
      }),
    );
  });

  it("refuse what does not fit", () => {
    assert.deepEqual(bigintToBytes(255n, 1), Uint8Array.of(255));
    assert.throws(() => bigintToBytes(256n, 1), withCode("INTEGER_TOO_LARGE"));
    assert.throws(() => bigintToBytes(-1n, 4), withCode("INTEGER_TOO_LARGE"));
  });
});
