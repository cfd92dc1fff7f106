import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkProperty } from "../../testing/property.ts";
import { loadHashBatch } from "./loadHashBatch.ts";

const batch = await loadHashBatch();
const expected = (message: Uint8Array): string => createHash("sha256").update(message).digest("hex");

/** In pieces of the given size. */
function hash(messages: readonly Uint8Array[], pieceBytes = 1_000): string[] {
  for (const message of messages) {
    batch.begin(message.length);
    for (let from = 0; from < message.length; from += pieceBytes)
      batch.putRange(message, from, Math.min(from + pieceBytes, message.length));
    batch.end();
  }
  const hashes = Buffer.from(batch.take(messages.length));
  return Array.from({ length: hashes.length / 32 }, (_, index) =>
    hashes.subarray(32 * index, 32 * index + 32).toString("hex"),
  );
}

const filled = (length: number, seed = length): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => index * 7 + seed * 31);

describe("SHA-256 of many messages", () => {
  it("is that of each, whatever their sizes and pieces", () => {
    checkProperty(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 200 }),
        (messages, pieceBytes) => {
          assert.deepEqual(hash(messages, pieceBytes), messages.map(expected));
        },
      ),
    );
  });

  it("holds at every length around the blocks' ends", () => {
    const messages = Array.from({ length: 260 }, (_, length) => filled(length));
    assert.deepEqual(hash(messages), messages.map(expected));
  });

  it("holds for long messages among short ones, and for more than there is room for", () => {
    const sizes = [16_383, 5, 16_384, 16_385, 0, 100_000, 20_000, 64, 300_000];
    const messages = Array.from({ length: 90 }, (_, index) =>
      filled(sizes[index % sizes.length] ?? 0, index),
    );
    assert.deepEqual(hash(messages), messages.map(expected));
    assert.deepEqual(hash([]), []);
  });

  it("is not mixed with what somebody left", () => {
    for (const sizeBytes of [5, 50_000]) {
      batch.begin(5);
      batch.end();
      batch.begin(sizeBytes);
      batch.put(new Uint8Array(3));
      assert.throws(() => hash([filled(70)]), Error);
      assert.deepEqual(hash([filled(70)]), [expected(filled(70))]);
    }
  });

  it("writes numbers big-endian, in short and long messages", () => {
    for (const padding of [4, 40_000]) {
      batch.begin(4 + padding);
      batch.putU32(0x0102_0304);
      batch.put(new Uint8Array(padding));
      batch.end();
      const message = Buffer.concat([Uint8Array.of(1, 2, 3, 4), new Uint8Array(padding)]);
      assert.equal(Buffer.from(batch.take(1)).toString("hex"), expected(message));
    }
  });
});
