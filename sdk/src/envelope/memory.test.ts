import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { iterate, STREAM_CHUNK_BYTES, streamOf } from "../codec/index.ts";
import { someRecord } from "../testing/sealed.ts";
import { newParts, open, seal } from "./index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/**
 * Bytes in array buffers that are still in use. A turn of the event loop lets go of what only microtasks held; the second
 * collection waits for the first one's sweep, which runs beside the program.
 */
async function livingBytes(): Promise<number> {
  assert.ok(typeof collectGarbage === "function");
  for (let round = 0; round < 2; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return process.memoryUsage().arrayBuffers;
}

describe("seal and open", () => {
  it("keep memory flat: 64 MiB pass while 2 MiB are never held", async () => {
    const total = 1_024;
    const chunk = new Uint8Array(STREAM_CHUNK_BYTES).fill(0x5a);
    function* plaintext() {
      for (let index = 0; index < total; index++) yield chunk;
    }
    const parts = newParts();
    const record = someRecord();
    const { stream, facts } = await seal({ plaintext: streamOf(plaintext()), record, parts });
    const content = createHash("sha256");
    let mostHeld = 0;
    let chunks = 0;
    const before = await livingBytes();
    // Sealing feeds opening directly, as a store would; what is held between them is what both hold together.
    for await (const part of iterate(await open({ sealed: stream, record, parts }))) {
      content.update(part);
      if (chunks++ % 64 === 0) mostHeld = Math.max(mostHeld, (await livingBytes()) - before);
    }
    assert.equal((await facts).sizeBytes, total * STREAM_CHUNK_BYTES);
    assert.equal(`0x${content.digest("hex")}`, (await facts).contentDigest);
    assert.ok(mostHeld < 2 * 1_048_576, `held ${mostHeld} bytes`);
  });
});
