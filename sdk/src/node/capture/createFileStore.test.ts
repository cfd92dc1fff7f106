import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { StoredEntry } from "../../device/record/index.ts";
import { MedLatticeError } from "../../errors/index.ts";
import { createFileStore, type FileCaptureStore } from "./createFileStore.ts";

describe("createFileStore", () => {
  let folder: string;
  let store: FileCaptureStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-capture-"));
    store = await createFileStore(folder);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const entry = (kind: StoredEntry["kind"], sequence: number, byte: number): StoredEntry => ({
    kind,
    sequence,
    bytes: new Uint8Array(1_000).fill(byte),
  });
  const all = async (kind: StoredEntry["kind"]): Promise<string[]> => {
    const found: string[] = [];
    for await (const { sequence, bytes } of store.read(kind))
      found.push(`${sequence}:${bytes.length}x${bytes[0]}`);
    return found;
  };
  const reopen = async (): Promise<void> => {
    await store.close();
    store = await createFileStore(folder);
  };

  it("gives entries back in order, also after it was opened anew, and drops drafts with their link", async () => {
    await store.append(entry("link", 0, 1));
    await store.append(entry("draft", 1, 2));
    await store.append(entry("draft", 1, 3));
    assert.deepEqual(await all("draft"), ["1:1000x2", "1:1000x3"]);
    await store.append(entry("draft", 2, 4));
    await store.append(entry("link", 1, 5));
    await reopen();
    assert.deepEqual(await all("link"), ["0:1000x1", "1:1000x5"]);
    assert.deepEqual(await all("draft"), ["2:1000x4"]);
    assert.equal((await readdir(folder)).filter((name) => name.startsWith("drafts")).length, 1);
  });

  it("drops a last entry that a crash cut at any byte, and goes on behind the one before", async () => {
    await store.append(entry("link", 0, 1));
    await store.append(entry("link", 1, 2));
    await store.close();
    const file = join(folder, "links.log");
    const whole = await readFile(file);
    for (const cut of [1, 8, 500, 1_008, 1_015]) {
      await writeFile(file, whole);
      await truncate(file, whole.length - cut);
      store = await createFileStore(folder);
      assert.deepEqual(await all("link"), ["0:1000x1"]);
      await store.append(entry("link", 1, 7));
      assert.deepEqual(await all("link"), ["0:1000x1", "1:1000x7"]);
      await store.close();
    }
    await appendFile(file, Buffer.alloc(4_096));
    store = await createFileStore(folder);
    assert.deepEqual(await all("link"), ["0:1000x1", "1:1000x7"]);
  });

  it("is one program's at a time", async () => {
    await assert.rejects(
      () => createFileStore(folder),
      (error) => error instanceof MedLatticeError && error.code === "FOLDER_IN_USE",
    );
  });

  it("forgets everything when it is cleared", async () => {
    await store.append(entry("link", 0, 1));
    await store.append(entry("draft", 1, 2));
    await store.clear();
    assert.deepEqual([await all("link"), await all("draft")], [[], []]);
    await store.append(entry("link", 0, 9));
    await reopen();
    assert.deepEqual(await all("link"), ["0:1000x9"]);
  });
});
