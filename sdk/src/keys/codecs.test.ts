import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeAbiParameters } from "viem";
import { toHex, utf8, type Hex } from "../codec/index.ts";
import { checkCodec, damaged, damagedJson, damagedText, orRefused } from "../testing/codec.ts";
import { withCode } from "../testing/errors.ts";
import fc from "fast-check";
import { readCategoryLeaf, readReceiveLeaf, readSealingLeaf } from "./key-leaves.ts";
import { parseKeyManifest, storeKeyManifest } from "./key-manifest.ts";
import { keyDisclosureSchema, type KeyLeaf, type KeyManifest } from "./key-manifest-schema.ts";
import { parseKeyring } from "./keyring.ts";
import { checkProperty } from "../testing/property.ts";

const hex = (length: number): Hex => `0x${"1a".repeat(length)}`;
const RECIPIENT = `age1${"q".repeat(58)}`;
const leaf = (kind: string, value: Hex): KeyLeaf => ({ kind, label: "code", value, salt: hex(32) });
const CATEGORY = [{ type: "bytes32" }, { type: "bytes" }, { type: "uint32" }] as const;
const category = encodeAbiParameters(CATEGORY, [hex(32), hex(48), 7]);

const anyHex = (sample: Hex) =>
  fc.oneof(
    damaged(Buffer.from(sample.slice(2), "hex")).map(toHex),
    damagedText(sample).map((text) => text as Hex), // oxlint-disable-line typescript/no-unsafe-type-assertion
  );

describe("codecs of published keys", () => {
  it("category leaf", () => {
    checkCodec(
      {
        sample: category,
        decode: (value) => readCategoryLeaf(leaf("category", value)),
        encode: ({ tag, x, epoch }) => encodeAbiParameters(CATEGORY, [tag, x, epoch]),
      },
      anyHex(category),
      400,
    );
  });

  it("category leaf > has one spelling, although ABI has many", () => {
    const longer: Hex = `${category}${"00".repeat(32)}`;
    assert.throws(() => readCategoryLeaf(leaf("category", longer)), withCode("KEY_LEAF_INVALID"));
  });

  it("receive leaf", () => {
    const read = (value: Hex) => readReceiveLeaf(leaf("receive", value));
    checkCodec({ sample: hex(96), decode: read, encode: (value) => value }, anyHex(hex(96)));
  });

  it("sealing leaf", () => {
    const sample = toHex(utf8(RECIPIENT));
    const read = (value: Hex) => readSealingLeaf(leaf("sealing", value));
    const normal = (value: Hex) => toHex(Buffer.from(value.slice(2), "hex"));
    checkCodec({ sample, decode: read, encode: (text) => toHex(utf8(text)), normal }, anyHex(sample));
    const marked = toHex(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(RECIPIENT)));
    assert.throws(() => read(marked), withCode("KEY_LEAF_INVALID"));
  });

  const manifest: KeyManifest = {
    format: "medlattice/key-manifest/v1",
    chainId: 7101,
    personId: hex(32),
    epoch: 1,
    leaves: [leaf("receive", hex(96)), leaf("category", category)],
  };

  it("key manifest, as bytes and as JSON", () => {
    const { bytes } = storeKeyManifest(manifest);
    assert.deepEqual(parseKeyManifest(bytes), manifest);
    checkCodec({ sample: bytes, decode: parseKeyManifest }, fc.oneof(fc.uint8Array(), damaged(bytes)));
    const asJson = damagedJson(manifest).map((value) => utf8(JSON.stringify(value)));
    checkCodec({ sample: bytes, decode: parseKeyManifest }, asJson);
  });

  it("keyring, as bytes and as JSON", () => {
    const check = hex(16);
    const wrap = { kind: "passphrase", salt: hex(32), check, wrapped: hex(48) };
    const keyring = { format: "medlattice/keyring/v1", check, wraps: [wrap] };
    const inputs = fc.oneof(
      fc.uint8Array(),
      damaged(utf8(JSON.stringify(keyring))),
      damagedJson(keyring).map((value) => utf8(JSON.stringify(value))),
    );
    checkProperty(
      fc.property(inputs, (bytes) => {
        orRefused(() => parseKeyring(bytes));
      }),
    );
  });

  it("key disclosure", () => {
    const disclosure = {
      format: "medlattice/key-disclosure/v1",
      chainId: 7101,
      personId: hex(32),
      epoch: 1,
      root: hex(32),
      leaf: leaf("receive", hex(96)),
      path: [hex(32)],
      signer: hex(20),
      signature: hex(65),
    };
    assert.deepEqual(keyDisclosureSchema.parse(disclosure), disclosure);
    checkProperty(
      fc.property(damagedJson(disclosure), (value) => {
        const parsed = keyDisclosureSchema.safeParse(value);
        if (parsed.success) assert.deepEqual(parsed.data, value);
      }),
    );
  });
});
