import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { streamOf, utf8 } from "../../codec/index.ts";
import { folderDrafts } from "./folderDrafts.ts";

let parent: string;
before(async () => {
  parent = await mkdtemp(join(tmpdir(), "medlattice-drafts-"));
});
after(async () => {
  await rm(parent, { recursive: true });
});

describe("drafts in a folder", () => {
  it("come back as they were, also to another program, and only their owner may read them", async () => {
    const folder = join(parent, "own");
    await folderDrafts(folder).write("a.age", streamOf([utf8("first "), utf8("draft")]));
    const found = await folderDrafts(folder).read("a.age");
    assert.equal(await found?.text(), "first draft");
    assert.equal((await stat(join(folder, "a.age"))).mode & 0o077, 0);
    assert.equal((await stat(folder)).mode & 0o077, 0);
  });

  it("are replaced whole or not at all", async () => {
    const drafts = folderDrafts(join(parent, "whole"));
    await drafts.write("a", streamOf([utf8("old")]));
    await assert.rejects(drafts.write("a", streamOf(breaking())), /cable pulled/);
    assert.equal(await (await drafts.read("a"))?.text(), "old");
    assert.deepEqual(await readdir(join(parent, "whole")), ["a"]);
  });

  it("are gone when removed, and nothing when never written", async () => {
    const drafts = folderDrafts(join(parent, "gone"));
    assert.equal(await drafts.read("a"), null);
    await drafts.write("a", streamOf([utf8("x")]));
    await drafts.remove("a");
    await drafts.remove("a");
    assert.equal(await drafts.read("a"), null);
  });

  it("have plain names", async () => {
    await assert.rejects(folderDrafts(parent).write("../a", streamOf([])), RangeError);
  });
});

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield utf8("new");
  throw new Error("cable pulled");
}
