import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { checkCodec, damagedJson, damagedText } from "../testing/codec.ts";
import { decodeCapsule, encodeCapsule } from "./afgh/capsuleJson.ts";
import { decodeCommitmentKey, encodeCommitmentKey } from "./commitment/key.ts";
import { decodeOrProof, encodeOrProof } from "./commitment/encoding.ts";
import { decodeOrganizationKey, encodeOrganizationKey } from "./organizationKey/keyJson.ts";
import { decodeOrganizationPartial, encodeOrganizationPartial } from "./organizationKey/unwrap/partial.ts";
import { decodeReencryptionPartial, encodeReencryptionPartial } from "./threshold/partialJson.ts";

const hex = (length: number, digit = "1a") => `0x${digit.repeat(length)}` as const;
/** Hex comes as text, so every text is tried. */
const anyText = (sample: string) => fc.oneof(fc.string(), damagedText(sample)).map((text) => text as Hex); // oxlint-disable-line typescript/no-unsafe-type-assertion
/** Wallets write capitals. */
const normal = (hex: Hex): Hex => toHex(fromHex(hex));

describe("codecs of the cryptography", () => {
  it("capsule", () => {
    const sample = {
      kind: 1 as const,
      epoch: 3,
      x: hex(48),
      c1: hex(48),
      wrapped: hex(48),
      sender: hex(32),
      pok: { c: hex(32), z: hex(32) },
    };
    checkCodec<unknown, ReturnType<typeof decodeCapsule>>(
      { sample, decode: decodeCapsule, encode: encodeCapsule },
      damagedJson(sample),
    );
  });

  it("answer of a proxy", () => {
    const sample = { index: 2, p: hex(576), proof: { c: hex(32), z: hex(96) } };
    checkCodec<unknown, ReturnType<typeof decodeReencryptionPartial>>(
      { sample, decode: decodeReencryptionPartial, encode: encodeReencryptionPartial },
      damagedJson(sample),
    );
  });

  it("key of an organisation", () => {
    const sample = { y: hex(96), threshold: 2, commitments: [hex(48), hex(48, "2b")] };
    checkCodec<unknown, ReturnType<typeof decodeOrganizationKey>>(
      { sample, decode: decodeOrganizationKey, encode: encodeOrganizationKey },
      damagedJson(sample),
    );
  });

  it("answer of a key's holder", () => {
    const sample = { index: 1, v: hex(576), proof: { c: hex(32), z: hex(32) } };
    checkCodec<unknown, ReturnType<typeof decodeOrganizationPartial>>(
      { sample, decode: decodeOrganizationPartial, encode: encodeOrganizationPartial },
      damagedJson(sample),
    );
  });

  it("proof of a commitment", () => {
    const sample = encodeOrProof({ c1: 1n, z1: 2n, c2: 3n, z2: 4n });
    checkCodec<Hex, ReturnType<typeof decodeOrProof>>(
      { sample, decode: decodeOrProof, encode: encodeOrProof, normal },
      anyText(sample),
    );
  });

  it("key of commitments", () => {
    const sample = encodeCommitmentKey({ x: 1n, y: 2n });
    checkCodec<Hex, ReturnType<typeof decodeCommitmentKey>>(
      { sample, decode: decodeCommitmentKey, encode: encodeCommitmentKey, normal },
      anyText(sample),
    );
  });
});
