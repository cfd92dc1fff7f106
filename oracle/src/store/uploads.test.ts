import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { brokenAfter, chunks, codeOf, collect, digestOf, newStore, openStore } from "./testing/stores.ts";
import { createUploads } from "./uploads.ts";
import { UPLOAD_PART_BYTES } from "./writePart.ts";

describe("uploads in parts", () => {
  const owner = { chainId: 7101, personId: `0x${"22".repeat(32)}` } as const;

  it("go on where they stopped, across a restart", async () => {
    const { store, database, folder } = await newStore();
    const content = randomBytes(UPLOAD_PART_BYTES + 1_000_000);
    const uploads = createUploads(database, store, () => 0);
    const { uploadId } = await uploads.begin(owner, content.length, digestOf(content));
    await assert.rejects(uploads.append(uploadId, owner, 0, brokenAfter(content, 3_000_000)), /cable pulled/);
    assert.equal(uploads.get(uploadId, owner).receivedBytes, 0);
    await uploads.append(uploadId, owner, 0, chunks(content.subarray(0, UPLOAD_PART_BYTES)));

    const again = createUploads(database, await openStore(folder, database), () => 0);
    assert.equal(again.get(uploadId, owner).receivedBytes, UPLOAD_PART_BYTES);
    await again.append(uploadId, owner, UPLOAD_PART_BYTES, chunks(content.subarray(UPLOAD_PART_BYTES)));
    const cid = await again.finish(uploadId, owner);
    assert.equal(await again.finish(uploadId, owner), cid);
    assert.ok((await collect(await store.read(cid))).equals(content));
    assert.deepEqual(readdirSync(store.uploadFolder), []);
  });

  it("refuse a part at another place, one too long, and an early end", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, () => 0);
    const content = randomBytes(100);
    const { uploadId } = await uploads.begin(owner, 100, digestOf(content));
    assert.equal(await codeOf(uploads.append(uploadId, owner, 1, chunks(content))), "UPLOAD_OFFSET_WRONG");
    assert.equal(
      await codeOf(uploads.append(uploadId, owner, 0, chunks(randomBytes(101)))),
      "BODY_TOO_LARGE",
    );
    assert.equal(await codeOf(uploads.finish(uploadId, owner)), "UPLOAD_OFFSET_WRONG");
  });

  it("refuse another content than was announced", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, () => 0);
    const { uploadId } = await uploads.begin(owner, 100, digestOf(randomBytes(100)));
    await uploads.append(uploadId, owner, 0, chunks(randomBytes(100)));
    assert.equal(await codeOf(uploads.finish(uploadId, owner)), "OBJECT_OTHER_CONTENT");
    assert.equal(store.table.totals().objects, 0);
  });

  it("belong to the person who began them, on the chain where", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, () => 0);
    const { uploadId } = await uploads.begin(owner, 1, digestOf(Buffer.alloc(1)));
    const others = [{ ...owner, chainId: 7100 }, { ...owner, personId: `0x${"33".repeat(32)}` } as const];
    for (const other of others) {
      assert.equal(await codeOf(uploads.finish(uploadId, other)), "UPLOAD_NOT_FOUND");
    }
  });

  it("are removed when left lying", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, () => 1_000);
    const { uploadId } = await uploads.begin(owner, 10, digestOf(Buffer.alloc(10)));
    await uploads.append(uploadId, owner, 0, chunks(Buffer.alloc(5)));
    await uploads.sweep(1_001);
    assert.equal(await codeOf(uploads.finish(uploadId, owner)), "UPLOAD_NOT_FOUND");
    assert.deepEqual(readdirSync(store.uploadFolder), []);
  });
});
