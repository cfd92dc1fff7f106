import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { crc32 } from "node:zlib";
import { MedLatticeError } from "@medlattice/sdk/errors";
import fc from "fast-check";
import { parseChainConfig } from "../config.ts";
import { createFrameReader, encodeHeartbeat } from "../follow/frames.ts";
import { decodeEntry, encodeEntry, FRAME_MARKER } from "./entry.ts";
import { decodeHeader, encodeHeader } from "./header.ts";

const seed = Number(process.env["FC_SEED"] ?? Date.now());
const start = { block: 4, end: 100, link: Buffer.alloc(32, 7) };
const buffer = (maxLength: number, minLength = 0) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));

/** What a peer can make of any body: frame, checksum and link are right, so only the body's own form is left to check. */
function consistentEntry(body: Buffer, previous: Buffer): Buffer {
  const frame = Buffer.alloc(12);
  FRAME_MARKER.copy(frame);
  frame.writeUInt32BE(body.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  const link = createHash("sha256").update(previous).update(frame).update(body).digest();
  return Buffer.concat([frame, body, link]);
}

/** The same for the header of a journal. */
function consistentHeader(json: Buffer): Buffer {
  const fixed = Buffer.from(encodeHeader(HEADER).subarray(0, 14));
  fixed.writeUInt32BE(json.length, 10);
  return Buffer.concat([fixed, json, createHash("sha256").update(fixed).update(json).digest()]);
}

const HEADER = {
  format: "medlattice/chain-journal/v1",
  chainId: 7101,
  genesisTime: 1_700_000_000,
  genesisHash: `0x${"11".repeat(32)}`,
  hardfork: "prague",
  blockGasLimit: "1000",
  transactionGasCap: "100",
  engine: "edr",
  engineVersion: "edr/1",
} as const;

/** Gives what comes out, or nothing when it is refused in MedLattice's own words. */
function orRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof MedLatticeError, String(error));
    return undefined;
  }
}

describe(`codecs of the journal (seed ${seed})`, () => {
  it("decodeEntry > takes of all consistent bodies only those that encodeEntry gives", () => {
    const lying = fc.oneof(
      buffer(120),
      fc
        .tuple(
          fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
          fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
          buffer(40, 36),
        )
        .map(([number, time, rest]) => {
          const fixed = Buffer.alloc(16);
          fixed.writeBigUInt64BE(number);
          fixed.writeBigUInt64BE(time, 8);
          return Buffer.concat([fixed, rest]);
        }),
      fc.integer({ min: 0, max: 60 }).map((length) => Buffer.alloc(length)),
    );
    fc.assert(
      fc.property(lying, (body) => {
        const bytes = consistentEntry(body, start.link);
        const decoded = decodeEntry(bytes, start.link);
        if (decoded !== undefined) assert.deepEqual(encodeEntry(decoded.entry, start.link).bytes, bytes);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("decodeHeader > takes of all consistent headers only those that encodeHeader gives", () => {
    const json = fc.oneof(
      buffer(100),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
      fc
        .tuple(fc.constantFrom(...Object.keys(HEADER), "other"), fc.jsonValue())
        .map(([name, value]) => Buffer.from(JSON.stringify({ ...HEADER, [name]: value }))),
      fc.constant(Buffer.from(` ${JSON.stringify(HEADER)}`)),
    );
    fc.assert(
      fc.property(json, (text) => {
        const bytes = consistentHeader(text);
        const decoded = orRefused(() => decodeHeader(bytes));
        if (decoded !== undefined) assert.deepEqual(encodeHeader(decoded.header), bytes);
      }),
      { seed },
    );
    assert.deepEqual(decodeHeader(consistentHeader(Buffer.from(JSON.stringify(HEADER)))).header, HEADER);
  });

  it("decodeHeader > answers any bytes in MedLattice's own words", () => {
    const whole = encodeHeader(HEADER);
    const anything = fc.oneof(
      buffer(200),
      fc
        .tuple(fc.nat(whole.length), buffer(80))
        .map(([at, rest]) => Buffer.concat([whole.subarray(0, at), rest])),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        orRefused(() => decodeHeader(bytes));
      }),
      { seed },
    );
  });

  it("createFrameReader > answers any stream, cut anywhere, in MedLattice's own words", () => {
    const entry = { number: 5, timestamp: 9, hash: Buffer.alloc(32, 3), transactions: [Buffer.from("raw")] };
    const { bytes: whole } = encodeEntry(entry, start.link);
    const streams = fc.oneof(
      buffer(200),
      buffer(80).map((body) => consistentEntry(body, start.link)),
      fc
        .tuple(fc.nat(whole.length), buffer(60))
        .map(([at, rest]) => Buffer.concat([whole.subarray(0, at), rest])),
      buffer(60).map((rest) => Buffer.concat([encodeHeartbeat(start), rest])),
    );
    fc.assert(
      fc.property(streams, fc.nat(), (stream, cut) => {
        const reader = createFrameReader(start);
        const at = cut % (stream.length + 1);
        orRefused(() => [...reader.push(stream.subarray(0, at)), ...reader.push(stream.subarray(at))]);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("parseChainConfig > answers any JSON in MedLattice's own words, and takes its own result again", () => {
    const valid = { chainId: 7101, name: "hospital", dataDir: "/data", genesisTime: 1_700_000_000 };
    const anything = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(
          fc.constantFrom("chainId", "name", "dataDir", "port", "host", "genesisTime", "follow", "x"),
          fc.jsonValue(),
        )
        .map(([name, value]) => ({ ...valid, [name]: value })),
    );
    fc.assert(
      fc.property(anything, (input) => {
        const config = orRefused(() => parseChainConfig(input));
        if (config !== undefined) assert.deepEqual(parseChainConfig(config), config);
      }),
      { seed },
    );
  });
});
