import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { type Store, createStore } from "./createStore.ts";
import { UPLOAD_PART_BYTES, createUploads } from "./uploads.ts";

const CHILD = fileURLToPath(new URL("./testing/childStore.ts", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "medlattice-store-"));
after(() => rmSync(temporary, { recursive: true }));

/** Kubo's own fixture CIDs of the profile (test/cli/cid_profiles_test.go). */
const KNOWN_CIDS: readonly [string, () => Buffer, string][] = [
  [
    "hello world",
    () => Buffer.from("hello world"),
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
  ],
];

describe("store", () => {
  for (const [name, content, cid] of KNOWN_CIDS) {
    it(`names "${name}" as every IPFS node does`, async () => {
      const { store } = await newStore();
      assert.equal((await store.add(chunks(content()))).cid, cid);
    });
  }

  for (const size of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000]) {
    it(`gives ${size} bytes back, whole and in ranges`, async () => {
      const { store } = await newStore();
      const content = randomBytes(size);
      const { cid, sizeBytes, sha256 } = await store.add(chunks(content));
      assert.equal(sizeBytes, size);
      assert.equal(sha256, createHash("sha256").update(content).digest("hex"));
      assert.ok((await collect(await store.read(cid))).equals(content));
      const offset = Math.floor(size / 3);
      const length = Math.min(size - offset, 1_100_000);
      if (length > 0) {
        const part = await collect(await store.read(cid, { offset, length }));
        assert.ok(part.equals(content.subarray(offset, offset + length)));
      }
    });
  }

  it("stores the same content once", async () => {
    const { store, folder } = await newStore();
    const content = randomBytes(3_000_000);
    const first = await store.add(chunks(content));
    const files = blockFiles(folder).length;
    assert.deepEqual(await store.add(chunks(content)), first);
    assert.equal(blockFiles(folder).length, files);
  });

  it("shows and leaves nothing of a stream that breaks off", async () => {
    const { store, folder } = await newStore();
    const content = randomBytes(3_500_000);
    await assert.rejects(store.add(brokenAfter(content, 2_900_000)), /cable pulled/);
    assert.equal(blockFiles(folder).length, 0);
    assert.equal(store.table.totals().objects, 0);
  });

  it("keeps the blocks of another object when a stream that shares them breaks off", async () => {
    const { store, folder } = await newStore();
    const content = randomBytes(3_500_000);
    const { cid } = await store.add(chunks(content.subarray(0, 2 << 20)));
    await assert.rejects(store.add(brokenAfter(content, 3_400_000)), /cable pulled/);
    assert.ok((await collect(await store.read(cid))).equals(content.subarray(0, 2 << 20)));
    assert.equal(blockFiles(folder).length, 3);
  });

  it("refuses content that is not what was promised, and leaves nothing", async () => {
    const { store, folder } = await newStore();
    const expected = { sha256: "00".repeat(32) };
    assert.equal(await codeOf(store.add(chunks(randomBytes(10)), expected)), "OBJECT_OTHER_CONTENT");
    const cid = KNOWN_CIDS[0]?.[2] ?? "";
    assert.equal(await codeOf(store.add(chunks(randomBytes(10)), { cid })), "OBJECT_OTHER_CONTENT");
    assert.equal(blockFiles(folder).length, 0);
  });

  it("refuses what is larger than it takes", async () => {
    const { store, folder } = await newStore({ maxObjectBytes: 1_000 });
    assert.equal(await codeOf(store.add(chunks(randomBytes(1_001)))), "BODY_TOO_LARGE");
    assert.equal(blockFiles(folder).length, 0);
  });

  it("cleans up after a process that was killed in the middle of a stream", async () => {
    const folder = mkdtempSync(join(temporary, "killed-"));
    const child = spawn(process.execPath, [CHILD, "stall", folder], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.ok(blockFiles(folder).length >= 2);
    const database = openDatabase({
      folder,
      file: "oracle.sqlite",
      migrations: MIGRATIONS,
      synchronous: "NORMAL",
    });
    const store = await openStore(folder, database);
    assert.deepEqual(blockFiles(folder), []);
    assert.equal(store.table.totals().objects, 0);
  });

  it("says that the disk is full, keeps what it has, and goes on once there is room", async (context) => {
    const folder = mkdtempSync(join(temporary, "full-"));
    const mount = 'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" "$3" fill "$1"';
    const args = ["-rm", "sh", "-c", mount, "sh", folder, process.execPath, CHILD];
    const child = spawnSync("unshare", args, { encoding: "utf8" });
    if (child.status !== 0 && /unshare|mount/.test(child.error?.message ?? child.stderr)) {
      context.skip("this machine does not let tests mount a small disk");
      return;
    }
    assert.equal(child.status, 0, child.stderr);
    assert.deepEqual(JSON.parse(child.stdout), {
      code: "DISK_FULL",
      filesAfter: 4,
      readBack: 3_000_000,
      again: 3_000_000,
      objects: 1,
    });
  });

  it("notices an altered block and a missing one", async () => {
    for (const damage of ["alter", "remove"] as const) {
      const { store, folder } = await newStore();
      const { cid } = await store.add(chunks(randomBytes(2_000_000)));
      const path = largestFile(folder);
      if (damage === "remove") rmSync(path);
      else writeFileSync(path, Buffer.concat([readFileSync(path).subarray(1), Buffer.alloc(1)]));
      const noticed: string[] = [];
      store.onDamaged((damagedCid) => noticed.push(damagedCid));
      assert.equal(await codeOf(store.read(cid).then(collect)), "OBJECT_DAMAGED", damage);
      assert.deepEqual(new Set(noticed), new Set([cid]));
    }
  });

  it("puts a damaged object right when it is added again", async () => {
    const { store, folder } = await newStore();
    const content = randomBytes(2_000_000);
    const { cid } = await store.add(chunks(content));
    writeFileSync(largestFile(folder), "rot");
    await store.add(chunks(content), { cid });
    assert.ok((await collect(await store.read(cid))).equals(content));
  });

  it("keeps shared blocks when one of two objects is removed", async () => {
    const { store } = await newStore();
    const content = randomBytes(3 << 20);
    const whole = await store.add(chunks(content));
    const start = await store.add(chunks(content.subarray(0, 2 << 20)));
    await store.remove(whole.cid);
    assert.equal(await codeOf(store.read(whole.cid)), "OBJECT_NOT_FOUND");
    assert.ok((await collect(await store.read(start.cid))).equals(content.subarray(0, 2 << 20)));
  });

  it("removes what no record ever named, after a while", async () => {
    const { store, clock } = await newStore();
    const [named, unnamed] = [
      await store.add(chunks(randomBytes(9))),
      await store.add(chunks(randomBytes(9))),
    ];
    store.table.link(named.cid, { chainId: 1, recordId: `0x${"11".repeat(32)}` });
    clock.seconds += 3_599;
    await store.sweep();
    assert.equal(store.table.totals().objects, 2);
    clock.seconds += 2;
    await store.sweep();
    assert.equal(await codeOf(store.read(unnamed.cid)), "OBJECT_NOT_FOUND");
    assert.equal(store.stat(named.cid).sizeBytes, 9);
  });

  it("refuses to begin when the disk is nearly full", async () => {
    const { store } = await newStore({ minFreeDiskBytes: Number.MAX_SAFE_INTEGER });
    assert.equal(await codeOf(store.requireRoom(0)), "DISK_FULL");
  });
});

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

async function newStore(change: { maxObjectBytes?: number; minFreeDiskBytes?: number } = {}) {
  const folder = mkdtempSync(join(temporary, "store-"));
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  const clock = { seconds: 1_000 };
  return { store: await openStore(folder, database, clock, change), folder, database, clock };
}

async function openStore(
  folder: string,
  database: DatabaseSync,
  clock = { seconds: 1_000 },
  change: { maxObjectBytes?: number; minFreeDiskBytes?: number } = {},
): Promise<Store> {
  return createStore({
    database,
    folder,
    maxObjectBytes: 64 << 20,
    minFreeDiskBytes: 0,
    orphanSeconds: 3_600,
    nowSeconds: () => clock.seconds,
    ...change,
  });
}

async function* chunks(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 65_536) yield content.subarray(start, start + 65_536);
}

async function* brokenAfter(content: Buffer, bytes: number): AsyncGenerator<Uint8Array> {
  yield* chunks(content.subarray(0, bytes));
  throw new Error("cable pulled");
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (error: unknown) => (error instanceof MedLatticeError ? error.code : String(error)),
  );
}

function digestOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function blockFiles(folder: string): string[] {
  return readdirSync(join(folder, "blocks"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function largestFile(folder: string): string {
  const sized = blockFiles(folder).map((path) => ({ path, size: readFileSync(path).length }));
  return sized.toSorted((a, b) => b.size - a.size)[0]?.path ?? "";
}
