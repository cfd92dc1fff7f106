import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { InvalidInputError } from "../errors/index.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import {
  createDigest,
  createHeldBackDigest,
  createPortableDigest,
  createStreamDigest,
  digestThrough,
  readAllBytes,
  STREAM_CHUNK_BYTES,
  streamOf,
  toByteStream,
} from "./index.ts";

describe("byte streams", () => {
  it("give the bytes back however they were cut, and the digest in passing", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), async (chunks) => {
        const digest = createDigest();
        const portable = createPortableDigest();
        const [ofPlatform, heldBack, flushed] = [
          createStreamDigest(),
          createHeldBackDigest(),
          createHeldBackDigest(500),
        ];
        for (const chunk of chunks) for (const each of [ofPlatform, heldBack, flushed]) each.update(chunk);
        const source = digestThrough(toByteStream(streamOf(chunks)), portable);
        const read = await readAllBytes(digestThrough(source, digest), 10_000);
        const whole = Buffer.concat(chunks);
        assert.deepEqual(read, new Uint8Array(whole));
        assert.equal(digest.sizeBytes, whole.length);
        const expected = new Uint8Array(createHash("sha256").update(whole).digest());
        assert.deepEqual(digest.digest(), expected);
        assert.equal(portable.sizeBytes, whole.length);
        assert.deepEqual(portable.digest(), expected);
        for (const each of [ofPlatform, heldBack, flushed]) {
          assert.equal(each.sizeBytes, whole.length);
          assert.deepEqual(await each.digest(), expected);
        }
      }),
    );
  });
  it("cut one large chunk into steps", async () => {
    const reader = toByteStream(new Uint8Array(3 * STREAM_CHUNK_BYTES + 1)).getReader();
    const sizes: number[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read())
      sizes.push(next.value.length);
    assert.deepEqual(sizes, [STREAM_CHUNK_BYTES, STREAM_CHUNK_BYTES, STREAM_CHUNK_BYTES, 1]);
  });
  it("stop at the limit and cancel the source, which may be endless", async () => {
    let closed = false;
    async function* endless() {
      try {
        for (;;) yield new Uint8Array(1_000);
      } finally {
        closed = true;
      }
    }
    await assert.rejects(
      readAllBytes(toByteStream(streamOf(endless())), 10_000),
      (error) => error instanceof InvalidInputError && error.code === "STREAM_TOO_LARGE",
    );
    assert.equal(closed, true);
  });
  it("pass on the error of the source", async () => {
    const failing = streamOf(
      (async function* () {
        yield new Uint8Array(1);
        throw new RangeError("source broke");
      })(),
    );
    await assert.rejects(readAllBytes(toByteStream(failing), 10), RangeError);
  });
});
