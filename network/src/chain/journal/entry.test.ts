import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeEntry, encodeEntry, entryBytes, FRAME_BYTES, LINK_BYTES } from "./entry.ts";

const seed = Number(process.env["FC_SEED"] ?? Date.now());
const bytes = (minimum: number, maximum: number) =>
  fc.uint8Array({ minLength: minimum, maxLength: maximum }).map((array) => Buffer.from(array));
const entries = fc.record(
  {
    number: fc.nat(),
    timestamp: fc.nat(),
    hash: bytes(32, 32),
    transactions: fc.array(bytes(0, 300), { maxLength: 5 }),
  },
  { noNullPrototype: true },
);

describe("encodeEntry", () => {
  it(`is undone by decodeEntry (seed ${seed})`, () => {
    fc.assert(
      fc.property(entries, bytes(32, 32), (entry, previous) => {
        const encoded = encodeEntry(entry, previous);
        assert.equal(entryBytes(encoded.bytes), encoded.bytes.length);
        assert.deepEqual(decodeEntry(encoded.bytes, previous), { entry, link: encoded.link });
      }),
      { seed },
    );
  });

  it(`differs after any single changed byte (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        entries,
        bytes(32, 32),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (entry, previous, at, mask) => {
          const { bytes: whole } = encodeEntry(entry, previous);
          const index = at % whole.length;
          whole.writeUInt8(whole.readUInt8(index) ^ mask, index);
          const length = entryBytes(whole);
          assert.ok(
            length === undefined || (length === whole.length && decodeEntry(whole, previous) === undefined),
          );
        },
      ),
      { seed },
    );
  });

  it("links to what came before", () => {
    const entry = { number: 1, timestamp: 2, hash: Buffer.alloc(32, 3), transactions: [] };
    const { bytes: whole } = encodeEntry(entry, Buffer.alloc(32, 1));
    assert.equal(decodeEntry(whole, Buffer.alloc(32, 2)), undefined);
  });
});

describe("decodeEntry", () => {
  it("refuses a peer's entry whose lengths point outside, although its link is right", () => {
    const previous = Buffer.alloc(32, 9);
    const entry = { number: 1, timestamp: 2, hash: Buffer.alloc(32, 3), transactions: [Buffer.from("raw")] };
    const { bytes: whole } = encodeEntry(entry, previous);
    whole.writeUInt32BE(0xffff, FRAME_BYTES + 52);
    const body = whole.subarray(0, whole.length - LINK_BYTES);
    createHash("sha256").update(previous).update(body).digest().copy(whole, body.length);
    assert.equal(decodeEntry(whole, previous), undefined);
  });
});
