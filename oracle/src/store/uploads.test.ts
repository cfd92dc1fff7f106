import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { brokenAfter, chunks, codeOf, collect, digestOf, newStore, openStore } from "./testing/stores.ts";
import { createUploads } from "./uploads.ts";
import { UPLOAD_PART_BYTES } from "./writePart.ts";

const LIMITS = { objectBytes: 64 << 20, unfinishedBytesPerPerson: 128 << 20 };

describe("uploads in parts", () => {
  const owner = { chainId: 7101, personId: `0x${"22".repeat(32)}` } as const;

  it("go on where they stopped, across a restart", async () => {
    const { store, database, folder } = await newStore();
    const content = randomBytes(UPLOAD_PART_BYTES + 1_000_000);
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const { uploadId } = await uploads.begin(owner, content.length, digestOf(content));
    await assert.rejects(uploads.append(uploadId, owner, 0, brokenAfter(content, 3_000_000)), /cable pulled/);
    assert.equal(uploads.get(uploadId, owner).receivedBytes, 0);
    await uploads.append(uploadId, owner, 0, chunks(content.subarray(0, UPLOAD_PART_BYTES)));

    const again = createUploads(database, await openStore(folder, database), LIMITS, () => 0);
    assert.equal(again.get(uploadId, owner).receivedBytes, UPLOAD_PART_BYTES);
    await again.append(uploadId, owner, UPLOAD_PART_BYTES, chunks(content.subarray(UPLOAD_PART_BYTES)));
    const cid = await again.finish(uploadId, owner);
    assert.equal(await again.finish(uploadId, owner), cid);
    assert.ok((await collect(await store.read(cid))).equals(content));
    assert.deepEqual(readdirSync(store.uploadFolder), []);
  });

  it("refuse a part at another place, one too long, and an early end", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 0);
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
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const { uploadId } = await uploads.begin(owner, 100, digestOf(randomBytes(100)));
    await uploads.append(uploadId, owner, 0, chunks(randomBytes(100)));
    assert.equal(await codeOf(uploads.finish(uploadId, owner)), "OBJECT_OTHER_CONTENT");
    assert.equal(store.table.totals().objects, 0);
  });

  it("belong to the person who began them, on the chain where", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const { uploadId } = await uploads.begin(owner, 1, digestOf(Buffer.alloc(1)));
    const others = [{ ...owner, chainId: 7100 }, { ...owner, personId: `0x${"33".repeat(32)}` } as const];
    for (const other of others) {
      assert.equal(await codeOf(uploads.finish(uploadId, other)), "UPLOAD_NOT_FOUND");
    }
  });

  it("are removed when left lying", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 1_000);
    const { uploadId } = await uploads.begin(owner, 10, digestOf(Buffer.alloc(10)));
    await uploads.append(uploadId, owner, 0, chunks(Buffer.alloc(5)));
    await uploads.sweep(1_001);
    assert.equal(await codeOf(uploads.finish(uploadId, owner)), "UPLOAD_NOT_FOUND");
    assert.deepEqual(readdirSync(store.uploadFolder), []);
  });

  it("are found again by their content, only by whoever began them", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const content = randomBytes(100);
    const sha256 = digestOf(content);
    const [first, second] = await Promise.all([
      uploads.begin(owner, 100, sha256),
      uploads.begin(owner, 100, sha256),
    ]);
    assert.equal(second.uploadId, first.uploadId);
    await uploads.append(first.uploadId, owner, 0, chunks(content.subarray(0, 60)));
    assert.equal((await uploads.begin(owner, 100, sha256)).receivedBytes, 60);
    const stranger = { ...owner, personId: `0x${"33".repeat(32)}` } as const;
    assert.equal((await uploads.begin(stranger, 100, sha256)).receivedBytes, 0);
    await uploads.append(first.uploadId, owner, 60, chunks(content.subarray(60)));
    const cid = await uploads.finish(first.uploadId, owner);
    assert.equal((await uploads.begin(owner, 100, sha256)).cid, cid);
    await store.remove(cid);
    assert.equal(
      (await uploads.begin(owner, 100, sha256)).receivedBytes,
      0,
      "an object that is gone is sent anew",
    );
  });

  it("refuse an overlapping part and one that comes at the same time", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const content = randomBytes(100);
    const { uploadId } = await uploads.begin(owner, 100, digestOf(content));
    await uploads.append(uploadId, owner, 0, chunks(content.subarray(0, 60)));
    assert.equal(
      await codeOf(uploads.append(uploadId, owner, 40, chunks(content.subarray(40)))),
      "UPLOAD_OFFSET_WRONG",
    );
    const parts = [0, 1].map(() => codeOf(uploads.append(uploadId, owner, 60, chunks(content.subarray(60)))));
    assert.deepEqual(await Promise.all(parts), ["no error", "UPLOAD_BUSY"]);
    assert.ok((await collect(await store.read(await uploads.finish(uploadId, owner)))).equals(content));
  });

  it("refuse more than the provider takes at once or keeps room for", async () => {
    const { store, database } = await newStore();
    const uploads = createUploads(database, store, LIMITS, () => 0);
    const begin = (sizeBytes: number) =>
      codeOf(uploads.begin(owner, sizeBytes, digestOf(Buffer.from(String(Math.random())))));
    assert.equal(await begin(LIMITS.objectBytes + 1), "BODY_TOO_LARGE");
    assert.equal(await begin(LIMITS.objectBytes), "no error");
    assert.equal(await begin(LIMITS.objectBytes), "no error");
    assert.equal(await begin(1), "UPLOAD_QUOTA_EXCEEDED");
  });

  it("keep room on the disk for what was announced", async () => {
    const { store, database } = await newStore();
    const most = Math.floor((await store.freeBytes()) * 0.35);
    const uploads = createUploads(
      database,
      store,
      { objectBytes: most, unfinishedBytesPerPerson: most },
      () => 0,
    );
    await uploads.begin(owner, most, digestOf(randomBytes(1)));
    const stranger = { ...owner, personId: `0x${"33".repeat(32)}` } as const;
    assert.equal(await codeOf(uploads.begin(stranger, most, digestOf(randomBytes(1)))), "DISK_FULL");
  });
});
