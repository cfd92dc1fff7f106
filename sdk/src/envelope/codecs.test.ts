import { describe, it } from "node:test";
import fc from "fast-check";
import { toHex, type Hex } from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { parseNetwork } from "../network/index.ts";
import { checkCodec, checkReader, damaged, damagedJson, damagedText } from "../testing/codec.ts";
import { readHeader } from "./header.ts";
import { parseStanzaArguments, stanzaArguments, type RecordRef } from "./record-ref.ts";

const hex = (length: number): Hex => `0x${"1a".repeat(length)}`;
const record: RecordRef = {
  registryId: hex(32),
  chainId: 7101,
  recordId: toHex(new Uint8Array(32)),
  version: 3,
};

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

describe("codecs of sealed files", () => {
  it("arguments of the stanza have one spelling", () => {
    const sample = stanzaArguments(record).join(" ");
    const decode = (text: string): RecordRef => {
      const read = parseStanzaArguments(text.split(" "));
      if (read === null) throw new InvalidInputError("NO_REFERENCE", "These are no arguments of our stanza.");
      return read;
    };
    checkCodec(
      { sample, decode, encode: (value) => stanzaArguments(value).join(" ") },
      fc.oneof(fc.string(), damagedText(sample)),
      500,
    );
  });

  it("header > answers any file, cut anywhere, in MedLattice's own words", async () => {
    const text = `age-encryption.org/v1\n-> ${stanzaArguments(record).join(" ")}\nAAAA\n--- mac\n`;
    const whole = new TextEncoder().encode(text);
    const files = fc.tuple(fc.oneof(fc.uint8Array(), damaged(whole)), fc.integer({ min: 1, max: 40 }));
    await checkReader(async ([file, size]) => await readHeader(chunksOf(file, size)), files, 200);
  });
});

describe("description of a network", () => {
  it("answers any JSON in MedLattice's own words, and takes its own result again", () => {
    const sample = {
      format: "medlattice/network/v1",
      name: "sample",
      proxyThreshold: 2,
      chains: [
        {
          chainId: 7101,
          name: "hospital",
          kind: "private",
          rpcUrl: "http://127.0.0.1:1",
          registryId: hex(32),
          contracts: null,
        },
      ],
      organizations: [
        {
          orgId: hex(32),
          name: "hospital.example",
          kind: "Hospital",
          privateChainId: 7101,
          oracleUrl: null,
          sealingRecipient: null,
          proxyIndex: 1,
          isProvider: true,
        },
      ],
      nullifierKeys: [
        {
          chainId: 7101,
          capacity: 1,
          threshold: 2,
          commitments: [hex(32)],
          holders: [{ organization: hex(32), index: 1 }],
        },
      ],
    };
    // What a newer description adds is left out, so only the reading of it is compared.
    const decode = (value: unknown): unknown => parseNetwork(parseNetwork(value));
    checkCodec({ sample, decode }, damagedJson(sample), 400);
  });
});
