import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import {
  blockFiles,
  brokenAfter,
  chunks,
  codeOf,
  collect,
  largestFile,
  newStore,
  openStore,
  temporary,
} from "./testing/stores.ts";

const CHILD = fileURLToPath(new URL("./testing/childStore.ts", import.meta.url));

/** Kubo's own fixture CIDs of the profile (test/cli/cid_profiles_test.go). */
const KNOWN_CIDS: readonly [string, () => Buffer, string][] = [
  [
    "hello world",
    () => Buffer.from("hello world"),
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
  ],
];

/** What is left to a process that opens the folder again: nothing. */
async function reopened(folder: string): Promise<void> {
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "NORMAL",
  });
  const store = await openStore(folder, database);
  assert.deepEqual(blockFiles(folder), []);
  assert.equal(store.table.totals().objects, 0);
}

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
    await reopened(folder);
  });

  it("removes for good what a process that was killed had begun to remove", async () => {
    const folder = mkdtempSync(join(temporary, "removed-"));
    const child = spawnSync(process.execPath, [CHILD, "remove", folder]);
    assert.equal(child.signal, "SIGKILL", String(child.stderr));
    assert.equal(blockFiles(folder).length, 4);
    await reopened(folder);
  });

  it("removes what two objects had in common when both go at once", async () => {
    const { store, folder } = await newStore();
    const content = randomBytes(3 << 20);
    const whole = await store.add(chunks(content));
    const start = await store.add(chunks(content.subarray(0, 2 << 20)));
    await Promise.all([store.remove(whole.cid), store.remove(start.cid)]);
    assert.deepEqual(blockFiles(folder), []);
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

  it("keeps room for all who send at once, and gives it back", async () => {
    const { store } = await newStore();
    const most = Math.floor((await store.freeBytes()) * 0.6);
    const results = await Promise.allSettled([store.reserve(most), store.reserve(most)]);
    assert.ok(
      results.some(({ status }) => status === "rejected"),
      "both were promised the same bytes",
    );
    for (const result of results) if (result.status === "fulfilled") result.value();
    (await store.reserve(most))();
  });
});
