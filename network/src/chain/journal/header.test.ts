import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { VerificationError } from "@medlattice/sdk/errors";
import { decodeHeader, encodeHeader, requireSameChain } from "./header.ts";
import type { JournalHeader } from "./header.ts";

const header = (): JournalHeader => ({
  format: "medlattice/chain-journal/v1",
  chainId: 7101,
  genesisTime: 1_700_000_000,
  genesisHash: `0x${"11".repeat(32)}`,
  hardfork: "prague",
  blockGasLimit: "1000",
  transactionGasCap: "100",
  engine: "edr",
  engineVersion: "edr/1",
});

const fails = (code: string) => (error: unknown) => error instanceof VerificationError && error.code === code;

describe("encodeHeader", () => {
  it("is undone by decodeHeader, whatever follows", () => {
    const bytes = encodeHeader(header());
    const decoded = decodeHeader(Buffer.concat([bytes, Buffer.from("entries")]));
    assert.deepEqual(decoded.header, header());
    assert.equal(decoded.end, bytes.length);
    assert.deepEqual(decoded.link, bytes.subarray(-32));
  });
});

describe("decodeHeader", () => {
  it("refuses every single changed byte", () => {
    const valid = encodeHeader(header());
    for (let index = 0; index < valid.length; index += 1) {
      const bytes = Buffer.from(valid);
      bytes.writeUInt8(bytes.readUInt8(index) ^ 0x10, index);
      assert.throws(() => decodeHeader(bytes), VerificationError, `byte ${index}`);
    }
  });

  it("refuses every shorter header", () => {
    const valid = encodeHeader(header());
    for (let length = 0; length < valid.length; length += 1) {
      assert.throws(() => decodeHeader(valid.subarray(0, length)), VerificationError, `length ${length}`);
    }
  });

  it("tells another format version from damage", () => {
    const bytes = encodeHeader(header());
    bytes.writeUInt16BE(2, 8);
    assert.throws(() => decodeHeader(bytes), fails("CHAIN_JOURNAL_FOREIGN"));
  });
});

describe("requireSameChain", () => {
  const others: Partial<JournalHeader>[] = [
    { chainId: 7102 },
    { genesisTime: 1 },
    { genesisHash: "0x" },
    { hardfork: "osaka" },
    { blockGasLimit: "1" },
    { transactionGasCap: "1" },
    { engine: "other" },
  ];
  for (const other of others) {
    const [field = ""] = Object.keys(other);
    it(`names ${field} when it is another`, () => {
      assert.throws(
        () => requireSameChain({ ...header(), ...other }, header()),
        (error) =>
          fails("CHAIN_JOURNAL_FOREIGN")(error) &&
          error instanceof VerificationError &&
          error.facts["field"] === field,
      );
    });
  }

  it("accepts another release of the engine", () => {
    requireSameChain({ ...header(), engineVersion: "edr/2" }, header());
  });
});
