import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { InvalidInputError } from "../errors/index.ts";
import { checkProperty } from "../testing/property.ts";
import {
  concatBytes,
  equalBytes,
  framed,
  fromBase64Url,
  fromHex,
  hexOf,
  hexUpTo,
  hmacSha256,
  isHex,
  keccak256,
  labelSchema,
  mediaTypeSchema,
  parseStoredJson,
  sha256,
  storeJson,
  toBase64Url,
  toHex,
  u32be,
  utf8,
} from "./index.ts";

const bytes = (maxLength = 200) => fc.uint8Array({ maxLength });
const withCode = (code: string) => (error: unknown) =>
  error instanceof InvalidInputError && error.code === code;

describe("hex", () => {
  it("gives every byte string back", () => {
    checkProperty(fc.property(bytes(), (input) => assert.deepEqual(fromHex(toHex(input)), input)));
  });
  it("agrees with Node's Buffer", () => {
    checkProperty(
      fc.property(bytes(), (input) => assert.equal(toHex(input), `0x${Buffer.from(input).toString("hex")}`)),
    );
  });
  it("reads upper case but calls only lower case canonical", () => {
    assert.deepEqual(fromHex("0xABcd"), Uint8Array.of(0xab, 0xcd));
    assert.equal(isHex("0xABcd"), false);
    assert.equal(isHex("0xabcd", 2), true);
    assert.equal(isHex("0xabcd", 3), false);
  });
  it("refuses what is not hex, without quoting it", () => {
    for (const text of ["", "0x0", "0xzz", "abcd", "0x ab", "0xab\n"]) {
      assert.throws(() => fromHex(text), withCode("HEX_INVALID"), JSON.stringify(text));
    }
    assert.throws(() => fromHex("0xabcd", 3), withCode("HEX_LENGTH"));
  });
});

describe("base64url", () => {
  it("gives every byte string back and agrees with Node's Buffer", () => {
    checkProperty(
      fc.property(bytes(), (input) => {
        const text = toBase64Url(input);
        assert.equal(text, Buffer.from(input).toString("base64url"));
        assert.deepEqual(fromBase64Url(text), input);
      }),
    );
  });
  it("refuses padding, other alphabets and unused bits that are set", () => {
    for (const text of ["AA==", "A+/A", "AB", "A"]) {
      assert.throws(() => fromBase64Url(text), withCode("BASE64URL_INVALID"), text);
    }
    assert.throws(() => fromBase64Url("AAAA", 2), withCode("BASE64URL_LENGTH"));
  });
});

describe("bytes", () => {
  it("joins, compares and frames", () => {
    assert.deepEqual(
      concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)),
      Uint8Array.of(1, 2, 3),
    );
    assert.deepEqual(u32be(0x01020304), Uint8Array.of(1, 2, 3, 4));
    checkProperty(
      fc.property(bytes(8), bytes(8), (a, b) => {
        assert.equal(equalBytes(a, b), Buffer.from(a).equals(Buffer.from(b)));
      }),
    );
  });
  it("framed gives different lists different bytes, also when the parts join to the same", () => {
    checkProperty(
      fc.property(fc.array(bytes(4), { maxLength: 4 }), fc.array(bytes(4), { maxLength: 4 }), (a, b) => {
        const same =
          a.length === b.length && a.every((part, index) => equalBytes(part, b[index] ?? Uint8Array.of()));
        assert.equal(equalBytes(framed(...a), framed(...b)), same);
      }),
    );
  });
});

describe("hash", () => {
  it("agrees with Node's crypto", () => {
    checkProperty(
      fc.property(bytes(), bytes(80), (message, key) => {
        assert.deepEqual(sha256(message), new Uint8Array(createHash("sha256").update(message).digest()));
        assert.deepEqual(
          hmacSha256(key, message),
          new Uint8Array(createHmac("sha256", key).update(message).digest()),
        );
      }),
    );
  });
  it("is Keccak-256 as Ethereum has it, not SHA3-256", () => {
    assert.equal(
      toHex(keccak256(Uint8Array.of())),
      "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    );
  });
});

describe("schemas", () => {
  it("take hex of the named length only", () => {
    assert.equal(hexOf(2).safeParse("0xabcd").success, true);
    for (const value of ["0xab", "0xABCD", "abcd", 7, null])
      assert.equal(hexOf(2).safeParse(value).success, false);
    assert.equal(hexUpTo(2).safeParse("0x").success, true);
    assert.equal(hexUpTo(2).safeParse("0xabcdef").success, false);
  });
  it("take media types and labels, not free text", () => {
    for (const type of ["application/fhir+json", "text/plain; charset=utf-8"]) {
      assert.equal(mediaTypeSchema.safeParse(type).success, true, type);
    }
    for (const type of ["", "json", "a/b\n", "application/<script>"]) {
      assert.equal(mediaTypeSchema.safeParse(type).success, false, type);
    }
    assert.equal(labelSchema.safeParse("laboratory").success, true);
    assert.equal(labelSchema.safeParse("a\u0000b").success, false);
    assert.equal(labelSchema.safeParse("字".repeat(43)).success, false);
  });
});

describe("stored JSON", () => {
  const schema = z.strictObject({ format: z.literal("medlattice/test/v1"), note: z.string() });
  const value = { format: "medlattice/test/v1" as const, note: "ä" };

  it("gives every value back and hashes the bytes", () => {
    checkProperty(
      fc.property(fc.string({ unit: "grapheme" }), (note) => {
        const stored = storeJson(schema, { ...value, note });
        const parsed = parseStoredJson(schema, stored.bytes);
        assert.deepEqual(parsed.value, { ...value, note });
        assert.equal(parsed.hash, toHex(keccak256(stored.bytes)));
      }),
    );
  });
  it("keeps bytes as they came: another key order is another hash with the same value", () => {
    const a = parseStoredJson(schema, utf8('{"format":"medlattice/test/v1","note":"x"}'));
    const b = parseStoredJson(schema, utf8('{ "note":"x", "format":"medlattice/test/v1" }'));
    assert.deepEqual(a.value, b.value);
    assert.notEqual(a.hash, b.hash);
  });
  it("refuses what is too large, not UTF-8, not JSON, or of another form, by name", () => {
    const good = storeJson(schema, value).bytes;
    assert.throws(() => parseStoredJson(schema, good, good.length - 1), withCode("DOCUMENT_TOO_LARGE"));
    assert.throws(
      () => parseStoredJson(schema, concatBytes(good, Uint8Array.of(0xff))),
      withCode("DOCUMENT_NOT_UTF8"),
    );
    assert.throws(
      () => parseStoredJson(schema, concatBytes(utf8("\ufeff"), good)),
      withCode("DOCUMENT_NOT_JSON"),
    );
    assert.throws(() => parseStoredJson(schema, good.subarray(1)), withCode("DOCUMENT_NOT_JSON"));
    assert.throws(
      () => parseStoredJson(schema, utf8('{"format":"medlattice/test/v2","note":""}')),
      withCode("DOCUMENT_INVALID"),
    );
    assert.throws(
      () => parseStoredJson(schema, utf8('{"format":"medlattice/test/v1","note":"","__proto__":{"x":1}}')),
      withCode("DOCUMENT_INVALID"),
    );
  });
  it("says which field is wrong and never what stood there", () => {
    const canary = "CANARY-5f2a";
    for (const text of [
      `{"format":"${canary}","note":""}`,
      `{"format":"medlattice/test/v1","note":"","${canary}":1}`,
      canary,
    ]) {
      assert.throws(
        () => parseStoredJson(schema, utf8(text)),
        (error) =>
          error instanceof InvalidInputError &&
          !JSON.stringify([error, error.message, error.stack]).includes(canary),
      );
    }
  });
});
