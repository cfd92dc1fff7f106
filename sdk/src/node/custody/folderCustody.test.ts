import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { utf8 } from "../../codec/index.ts";
import { folderCustody } from "./folderCustody.ts";

let parent: string;
before(async () => {
  parent = await mkdtemp(join(tmpdir(), "medlattice-custody-"));
});
after(async () => {
  await rm(parent, { recursive: true });
});

describe("an officer's secrets in a folder", () => {
  it("come back as they were, also to another program, and only their owner may read them", async () => {
    const folder = join(parent, "own");
    await folderCustody(folder).write("share-1", utf8("sealed"));
    assert.deepEqual(await folderCustody(folder).read("share-1"), utf8("sealed"));
    assert.equal(await folderCustody(folder).read("share-2"), null);
    assert.equal((await stat(join(folder, "share-1"))).mode & 0o077, 0);
  });

  it("are taken once, by one of many who try at the same time, and leave nothing behind", async () => {
    const folder = join(parent, "once");
    const store = folderCustody(folder);
    await store.write("nonce-1", utf8("sealed"));
    const takers = Array.from({ length: 8 }, () => folderCustody(folder).take("nonce-1"));
    const taken = (await Promise.all(takers)).filter((bytes) => bytes !== null);
    assert.deepEqual(taken, [utf8("sealed")]);
    assert.equal(await store.read("nonce-1"), null);
    assert.deepEqual(await readdir(folder), []);
  });

  it("have plain names", async () => {
    await assert.rejects(folderCustody(parent).write("../a", utf8("x")), RangeError);
  });
});
