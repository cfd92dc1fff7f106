import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  createWalletClient,
  decodeAbiParameters,
  getContractAddress,
  http,
  isHex,
  keccak256,
  parseAbi,
} from "viem";
import { createChain } from "./createChain.ts";
import { openJournalFile } from "./journal/file.ts";
import type { OpenJournalFile } from "./journal/file.ts";
import * as fixture from "./fixtures.ts";

const { account, blockHash, call, configOf, fill, send, sign, startChain, temporaryFolder, word } = fixture;

const hasCode = (code: string) => (error: unknown) => error instanceof MedLatticeError && error.code === code;

/** Tries until it succeeds: the server listens a moment after the start. */
async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    const result = await attempt().catch(() => undefined);
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("createChain", () => {
  it("works with viem: deploy, wait, logs, storage proof, all without a balance", async (t) => {
    const { url } = await startChain(t);
    const reader = fixture.publicClient(url);
    const wallet = createWalletClient({
      account: account(0),
      chain: fixture.viemChain(url),
      transport: http(url),
    });
    const deployed = await reader.waitForTransactionReceipt({
      hash: await wallet.deployContract({ abi: [], bytecode: fixture.NOTE_CODE }),
    });
    const address = deployed.contractAddress ?? assert.fail("no contract");
    const hash = await wallet.sendTransaction({ to: address, data: word("a") });
    const receipt = await reader.waitForTransactionReceipt({ hash });
    assert.equal(receipt.status, "success");
    assert.equal(receipt.effectiveGasPrice, 0n);
    const [entry] = await reader.getLogs({ address, fromBlock: 0n });
    assert.deepEqual(entry?.topics, [word("a")]);
    const proof = await reader.getProof({ address, storageKeys: [word("a")] });
    assert.equal(proof.storageProof[0]?.value, 1n);
    assert.equal(await reader.getBalance({ address: account(0).address }), 0n);
    assert.equal(await reader.getGasPrice(), 0n);
    const revert = reader.readContract({
      address,
      abi: parseAbi(["function no() view returns (bool)"]),
      functionName: "no",
    });
    await assert.rejects(revert);
  });

  it("answers the hash only when the block is there, and never makes an empty block", async (t) => {
    const chain = await startChain(t);
    const hashes = await fill(chain.url, 5);
    assert.equal(chain.health().height, 5);
    for (const hash of hashes) {
      const { result } = await call(chain.url, "eth_getTransactionReceipt", [hash]);
      assert.notEqual(result, null);
    }
  });

  it("puts what arrives together into few blocks, each transaction once", async (t) => {
    const chain = await startChain(t);
    const raws = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        sign(account(index % 10), Math.floor(index / 10), { to: account(0).address, data: word(index) }),
      ),
    );
    const replies = await Promise.all(raws.map((raw) => send(chain.url, raw)));
    assert.deepEqual(
      replies.map(({ result }) => result),
      raws.map((raw) => keccak256(raw)),
    );
    assert.ok(chain.health().height < 150, `${chain.health().height} blocks`);
    for (let index = 0; index < 10; index += 1) {
      assert.equal(
        (await call(chain.url, "eth_getTransactionCount", [account(index).address, "latest"])).result,
        "0x14",
      );
    }
  });

  it("has the same hashes after a restart, and pending calls know the present time", async (t) => {
    const folder = await temporaryFolder(t);
    const first = await createChain(configOf(folder), { now: () => 1_750_000_000_000 });
    await send(first.url, await sign(account(0), 0, { data: fixture.CLOCK_CODE }));
    await fill(first.url, 3, 1);
    const hashes = await Promise.all([1, 2, 3, 4].map((number) => blockHash(first.url, number)));
    await first.close();

    const second = await startChain(t, { dataDir: folder });
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map((number) => blockHash(second.url, number))), hashes);
    const to = getContractAddress({ from: account(0).address, nonce: 0n });
    const timeAt = async (tag: string) => {
      const { result } = await call(second.url, "eth_call", [{ to }, tag]);
      assert.ok(isHex(result));
      return decodeAbiParameters([{ type: "uint256" }], result)[0];
    };
    assert.equal(await timeAt("latest"), 1_750_000_000n);
    assert.ok(Math.abs(Number(await timeAt("pending")) - Date.now() / 1000) < 5);
  });

  it("keeps time when the clock is set back an hour, also over a restart, and says so in health", async (t) => {
    const folder = await temporaryFolder(t);
    let now = 1_800_000_000_000;
    const lines: string[] = [];
    const dependencies = { now: () => now, log: (level: string) => void lines.push(level) };
    const first = await createChain(configOf(folder), dependencies);
    await fill(first.url, 1);
    now -= 3_600_000;
    await fill(first.url, 1, 1);
    assert.equal(first.health().headTime, 1_800_000_000);
    assert.equal(first.health().clockBehindSeconds, 3600);
    assert.ok(lines.includes("warn"));
    await first.close();
    const second = await startChain(t, { dataDir: folder }, dependencies);
    await fill(second.url, 1, 2);
    assert.equal(second.health().headTime, 1_800_000_000);
    now += 3_601_000;
    await fill(second.url, 1, 3);
    assert.equal(second.health().headTime, 1_800_000_001);
    assert.equal(second.health().clockBehindSeconds, 0);
  });

  it("refuses a second start on the same folder at once", async (t) => {
    const folder = await temporaryFolder(t);
    await startChain(t, { dataDir: folder });
    await assert.rejects(createChain(configOf(folder)), hasCode("FOLDER_IN_USE"));
  });

  it("says that a port is busy, and leaves the folder free", async (t) => {
    const folder = await temporaryFolder(t);
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    t.after(() => other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await assert.rejects(createChain(configOf(folder, { port })), hasCode("CHAIN_PORT"));
    await startChain(t, { dataDir: folder });
  });

  it("answers that it is starting while it replays", async (t) => {
    const folder = await temporaryFolder(t);
    const first = await createChain(configOf(folder));
    await fill(first.url, 2);
    await first.close();
    const { promise: readable, resolve: letRead } = Promise.withResolvers<void>();
    const openFile: OpenJournalFile = async (path) => {
      const file = await openJournalFile(path);
      return { ...file, read: (position, length) => readable.then(() => file.read(position, length)) };
    };
    const starting = createChain(configOf(folder, { port: first.port }), { openFile });
    const state = await until(() => fetch(`${first.url}/health`));
    assert.equal(state.status, 503);
    assert.equal((await call(first.url, "eth_chainId")).error?.data?.["code"], "CHAIN_STARTING");
    letRead();
    const second = await starting;
    t.after(() => second.close());
    assert.equal((await call(first.url, "eth_blockNumber")).result, "0x2");
  });

  it("refuses a folder of another chain", async (t) => {
    const folder = await temporaryFolder(t);
    await (await createChain(configOf(folder))).close();
    await assert.rejects(createChain(configOf(folder, { chainId: 7102 })), hasCode("CHAIN_JOURNAL_FOREIGN"));
    await assert.rejects(createChain(configOf(folder, { genesisTime: 1 })), hasCode("CHAIN_JOURNAL_FOREIGN"));
  });

  it("stops while transactions come in: the answered are there, the others get an error or no answer", async (t) => {
    const folder = await temporaryFolder(t);
    const chain = await createChain(configOf(folder));
    const raws = await Promise.all(Array.from({ length: 100 }, (_, index) => sign(account(index), 0)));
    const sending = raws.map((raw) => send(chain.url, raw).catch(() => undefined));
    await Promise.race(sending);
    await chain.close();
    const replies = await Promise.all(sending);
    const again = await startChain(t, { dataDir: folder });
    for (const [index, reply] of replies.entries()) {
      if (reply?.result === undefined) continue;
      const count = await call(again.url, "eth_getTransactionCount", [account(index).address, "latest"]);
      assert.equal(count.result, "0x1");
    }
  });
});
