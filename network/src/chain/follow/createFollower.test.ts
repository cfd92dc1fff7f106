import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { keccak256 } from "viem";
import { createChain, journalPath } from "../createChain.ts";
import type { Chain } from "../createChain.ts";
import {
  account,
  blockHash,
  call,
  configOf,
  fill,
  send,
  sign,
  startChain,
  temporaryFolder,
} from "../fixtures.ts";
import { decodeEntry, encodeEntry, entryBytes } from "../journal/entry.ts";
import type { BlockEntry } from "../journal/entry.ts";
import { decodeHeader } from "../journal/header.ts";
import { encodeHeartbeat } from "./frames.ts";

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > deadline) assert.fail(`not within 15 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A server that gives out `bytes` as its journal, and nothing else. */
async function lyingLeader(t: TestContext, bytes: Buffer, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    const from = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("from"));
    response.writeHead(status).write(bytes.subarray(from));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

/** A journal with block 3 changed and all later links made right again, as a leader that rewrites history would. */
function forge(bytes: Buffer, change: (entry: BlockEntry) => BlockEntry): Buffer {
  const header = decodeHeader(bytes);
  const parts: Buffer[] = [bytes.subarray(0, header.end)];
  let oldLink: Buffer = header.link;
  let newLink: Buffer = header.link;
  let at = header.end;
  while (at < bytes.length) {
    const length = entryBytes(bytes.subarray(at)) ?? assert.fail("whole");
    const decoded = decodeEntry(bytes.subarray(at, at + length), oldLink) ?? assert.fail("linked");
    const encoded = encodeEntry(decoded.entry.number === 3 ? change(decoded.entry) : decoded.entry, newLink);
    parts.push(encoded.bytes);
    [oldLink, newLink, at] = [decoded.link, encoded.link, at + length];
  }
  return Buffer.concat(parts);
}

/** The journal's bytes of a chain with five blocks. */
async function fiveBlocks(t: TestContext): Promise<Buffer> {
  const folder = await temporaryFolder(t);
  const chain = await createChain(configOf(folder));
  await fill(chain.url, 5);
  await chain.close();
  return readFile(journalPath(folder));
}

const follow = (t: TestContext, leader: string, dataDir?: string): Promise<Chain> =>
  startChain(t, { follow: leader, ...(dataDir === undefined ? {} : { dataDir }) });

describe("createFollower", () => {
  it("catches up, follows, and its journal is the leader's byte for byte (M2)", async (t) => {
    const [leaderFolder, folder] = [await temporaryFolder(t), await temporaryFolder(t)];
    const leader = await startChain(t, { dataDir: leaderFolder });
    await fill(leader.url, 50);
    const follower = await follow(t, leader.url, folder);
    await until(() => follower.health().height === 50, "catching up");
    await fill(leader.url, 10, 50);
    await until(() => follower.health().height === 60, "following");
    assert.deepEqual(await readFile(journalPath(folder)), await readFile(journalPath(leaderFolder)));
    assert.equal(await blockHash(follower.url, 60), await blockHash(leader.url, 60));
    assert.deepEqual(follower.health().follow, {
      leader: leader.url,
      connected: true,
      leaderHeight: 60,
      lagBlocks: 0,
      silentSeconds: 0,
    });
  });

  it("goes on where it was after it was stopped while the leader went on", async (t) => {
    const folder = await temporaryFolder(t);
    const leader = await startChain(t);
    const first = await createChain(configOf(folder, { follow: leader.url }));
    await fill(leader.url, 5);
    await until(() => first.health().height === 5, "following");
    await first.close();
    await fill(leader.url, 20, 5);
    const second = await follow(t, leader.url, folder);
    await until(() => second.health().height === 25, "catching up");
    assert.equal(await blockHash(second.url, 25), await blockHash(leader.url, 25));
  });

  it("forwards transactions, and who sent one here sees it here", async (t) => {
    const leader = await startChain(t);
    const follower = await follow(t, leader.url);
    for (const hash of await fill(follower.url, 10)) {
      assert.notEqual((await call(follower.url, "eth_getTransactionReceipt", [hash])).result, null);
    }
    assert.equal(leader.health().height, 10);
    const refused = await send(follower.url, await sign(account(0), 3, { to: account(1).address }));
    assert.match(refused.error?.message ?? "", /nonce too low/);
  });

  it("serves reads while the leader is away, says so, and finds it again", async (t) => {
    const leaderFolder = await temporaryFolder(t);
    const leader = await createChain(configOf(leaderFolder));
    const follower = await follow(t, leader.url);
    await fill(leader.url, 3);
    await until(() => follower.health().height === 3, "following");
    await leader.close();
    await until(() => !follower.health().ok, "noticing");
    assert.equal((await call(follower.url, "eth_blockNumber")).result, "0x3");
    const raw = await sign(account(0), 3, { to: account(0).address });
    const { error } = await send(follower.url, raw);
    assert.equal(error?.data?.["code"], "CHAIN_LEADER");
    assert.equal(error.data["retryable"], true);
    const again = await startChain(t, { dataDir: leaderFolder, port: leader.port });
    assert.equal((await send(again.url, raw)).result, keccak256(raw));
    await until(() => follower.health().height === 4 && follower.health().ok, "following again");
  });

  it("follows a follower", async (t) => {
    const leader = await startChain(t);
    const middle = await follow(t, leader.url);
    const end = await follow(t, middle.url);
    await fill(end.url, 3);
    await until(() => middle.health().height === 3 && end.health().height === 3, "both");
  });

  const forgeries: readonly [string, (entry: BlockEntry) => BlockEntry][] = [
    ["leaves a transaction out", (entry) => ({ ...entry, transactions: [] })],
    ["names another hash", (entry) => ({ ...entry, hash: Buffer.alloc(32, 7) })],
    ["moves a block in time", (entry) => ({ ...entry, timestamp: entry.timestamp + 1 })],
  ];
  for (const [name, change] of forgeries) {
    it(`stops at the block where a leader ${name}, and still serves what it verified`, async (t) => {
      const follower = await follow(t, await lyingLeader(t, forge(await fiveBlocks(t), change)));
      await until(() => follower.health().failure !== undefined, "noticing");
      assert.equal(follower.health().failure?.code, "CHAIN_REPLAY_MISMATCH");
      assert.match(follower.health().failure?.message ?? "", /Block 3/);
      assert.equal(
        (await call(follower.url, "eth_blockNumber")).result,
        `0x${follower.health().height.toString(16)}`,
      );
      assert.ok(follower.health().height < 3);
      assert.equal(
        (await send(follower.url, await sign(account(5), 0, { to: account(5).address }))).result,
        undefined,
      );
    });
  }

  it("stops when the leader's history is another one than it has verified", async (t) => {
    const folder = await temporaryFolder(t);
    const leader = await startChain(t);
    const first = await createChain(configOf(folder, { follow: leader.url }));
    await fill(leader.url, 2);
    await until(() => first.health().height === 2, "following");
    await first.close();
    const reset = await startChain(t);
    const shorter = await createChain(configOf(folder, { follow: reset.url }));
    await until(() => shorter.health().failure?.code === "CHAIN_DIVERGED", "a shorter history");
    await shorter.close();
    await fill(reset.url, 6, 0, account(3));
    const other = await follow(t, reset.url, folder);
    await until(() => other.health().failure?.code === "CHAIN_DIVERGED", "another history");
    assert.equal(await blockHash(other.url, 2), await blockHash(leader.url, 2));
  });

  it("stops when a heartbeat claims another place", async (t) => {
    const bytes = await fiveBlocks(t);
    const lie = encodeHeartbeat({ block: 6, end: bytes.length + 1, link: Buffer.alloc(32) });
    const follower = await follow(t, await lyingLeader(t, Buffer.concat([bytes, lie])));
    await until(() => follower.health().failure?.code === "CHAIN_DIVERGED", "noticing");
    assert.ok(follower.health().height <= 5);
  });

  it("refuses to begin from another chain's leader", async (t) => {
    const leader = await startChain(t, { chainId: 7102 });
    await assert.rejects(
      follow(t, leader.url),
      (error) => error instanceof MedLatticeError && error.code === "CHAIN_JOURNAL_FOREIGN",
    );
  });
});
