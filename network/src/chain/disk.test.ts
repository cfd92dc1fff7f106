import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { keccak256 } from "viem";
import { createChain, journalPath } from "./createChain.ts";
import { account, call, configOf, fill, send, sign, startChain, temporaryFolder } from "./fixtures.ts";
import { openJournalFile } from "./journal/file.ts";
import type { JournalFile, OpenJournalFile } from "./journal/file.ts";

/** A disk whose operations can be replaced while it is in use. */
function changeableDisk(): { open: OpenJournalFile; change: Partial<JournalFile> } {
  const change: Partial<JournalFile> = {};
  return {
    change,
    async open(path) {
      const file = await openJournalFile(path);
      return new Proxy(file, { get: (target, name: keyof JournalFile) => change[name] ?? target[name] });
    },
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("a full disk", () => {
  it("refuses the transaction clearly, never shows its block, keeps reading, and recovers by a restart", async (t) => {
    const folder = await temporaryFolder(t);
    const disk = changeableDisk();
    const chain = await createChain(configOf(folder), { openFile: disk.open });
    await fill(chain.url, 3);
    const before = await readFile(journalPath(folder));
    const { headHash } = chain.health();
    disk.change.write = () => Promise.reject(systemError("ENOSPC"));

    const raw = await sign(account(0), 3, { to: account(0).address });
    const { error } = await send(chain.url, raw);
    assert.equal(error?.data?.["code"], "CHAIN_DISK_FULL");
    assert.equal(error?.data?.["stored"], "no");
    assert.equal((await send(chain.url, raw)).error?.data?.["code"], "CHAIN_DISK_FULL");

    assert.deepEqual(await call(chain.url, "eth_getTransactionByHash", [keccak256(raw)]), {
      jsonrpc: "2.0",
      id: 1,
      result: null,
    });
    assert.equal(
      (await call(chain.url, "eth_getTransactionCount", [account(0).address, "latest"])).result,
      "0x3",
    );
    assert.equal((await call(chain.url, "eth_blockNumber")).result, "0x3");
    const health = await fetch(`${chain.url}/health`);
    assert.equal(health.status, 503);
    assert.equal(chain.health().headHash, headHash);
    assert.equal(chain.health().failure?.code, "CHAIN_DISK_FULL");
    await chain.close();
    assert.deepEqual(await readFile(journalPath(folder)), before);

    const again = await startChain(t, { dataDir: folder });
    assert.equal(again.health().headHash, headHash);
    assert.equal((await send(again.url, raw)).result, keccak256(raw));
  });

  it("takes half-written bytes back", async (t) => {
    const folder = await temporaryFolder(t);
    const disk = changeableDisk();
    const chain = await startChain(t, { dataDir: folder }, { openFile: disk.open });
    await fill(chain.url, 1);
    const before = await readFile(journalPath(folder));
    const real = await openJournalFile(journalPath(folder));
    t.after(() => real.close());
    disk.change.write = async (position, bytes) => {
      await real.write(position, bytes.subarray(0, 20));
      throw systemError("ENOSPC");
    };
    assert.equal(
      (await send(chain.url, await sign(account(0), 1, { to: account(0).address }))).error?.data?.["stored"],
      "no",
    );
    assert.deepEqual(await readFile(journalPath(folder)), before);
  });

  it("says when it cannot know whether the block is stored, and taking the same bytes again is then harmless", async (t) => {
    const folder = await temporaryFolder(t);
    const disk = changeableDisk();
    const chain = await createChain(configOf(folder), { openFile: disk.open });
    await fill(chain.url, 1);
    disk.change.sync = () => Promise.reject(systemError("EIO"));
    disk.change.truncate = () => Promise.reject(systemError("EIO"));
    const raw = await sign(account(0), 1, { to: account(0).address });
    const { error } = await send(chain.url, raw);
    assert.equal(error?.data?.["code"], "CHAIN_JOURNAL_WRITE");
    assert.equal(error?.data?.["stored"], "unknown");
    assert.equal((await call(chain.url, "eth_blockNumber")).result, "0x1");
    await chain.close();

    const again = await startChain(t, { dataDir: folder });
    assert.equal(again.health().height, 2, "the bytes had reached the disk after all");
    assert.equal((await send(again.url, raw)).result, keccak256(raw));
    assert.equal(again.health().height, 2);
  });
});

describe("a slow disk", () => {
  it("shows a block to nobody before it is synced", async (t) => {
    const disk = changeableDisk();
    const chain = await startChain(t, {}, { openFile: disk.open });
    const [hash = "0x"] = await fill(chain.url, 1);
    const { promise: synced, resolve: finishSync } = Promise.withResolvers<void>();
    const { promise: syncing, resolve: beginSync } = Promise.withResolvers<void>();
    disk.change.sync = () => {
      beginSync();
      return synced;
    };
    const raw = await sign(account(0), 1, { to: account(0).address });
    const acknowledged = send(chain.url, raw);
    await syncing;

    const answered: string[] = [];
    const reads = [
      call(chain.url, "eth_getTransactionReceipt", [keccak256(raw)]),
      call(chain.url, "eth_getBlockByNumber", ["latest", false]),
      call(chain.url, "eth_getTransactionCount", [account(0).address, "pending"]),
      call(chain.url, "eth_getLogs", [{ fromBlock: "0x0" }]),
      call(chain.url, "eth_getTransactionReceipt", [hash]),
    ].map((read) => read.finally(() => answered.push("read")));
    assert.equal((await call(chain.url, "eth_blockNumber")).result, "0x1");
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(answered, []);

    finishSync();
    assert.equal((await acknowledged).result, keccak256(raw));
    const [receipt, , count] = await Promise.all(reads);
    assert.notEqual(receipt?.result, null);
    assert.equal(count?.result, "0x2");
  });
});
