import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { keccak256 } from "viem";
import type { Hex } from "viem";
import { WebSocket } from "ws";
import { z } from "zod";
import { account, blockHash, call, configOf, send, sign, temporaryFolder, word } from "./fixtures.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const SEED = Number(process.env["CHAIN_KILL_SEED"] ?? Date.now() % 1_000_000);
const ROUNDS = Number(process.env["CHAIN_KILL_ROUNDS"] ?? 12);
const SENDERS = 8;
/** Signed in advance for each round and sender, so that the chain and not the signing is what is killed. */
const TRANSACTIONS = 60;

const readySchema = z.object({ url: z.string(), wsUrl: z.string(), height: z.number() });
const headSchema = z.object({
  params: z.object({ result: z.object({ number: z.string(), hash: z.string() }) }),
});
const receiptSchema = z.object({
  blockNumber: z.string(),
  blockHash: z.string(),
  transactionIndex: z.string(),
});

async function start(config: string): Promise<{ child: ChildProcess; ready: z.infer<typeof readySchema> }> {
  const child = spawn(process.execPath, [MAIN, config], { stdio: ["ignore", "pipe", "ignore"] });
  const [data] = await once(child.stdout, "data");
  return { child, ready: readySchema.parse(JSON.parse(String(data))) };
}

/** Hears every block that the chain shows while it lives. */
async function watch(wsUrl: string, seen: Map<number, string>): Promise<void> {
  const socket = new WebSocket(wsUrl);
  socket.on("error", () => undefined);
  await once(socket, "open");
  socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}');
  await once(socket, "message");
  socket.on("message", (text: Buffer) => {
    const { number, hash } = headSchema.parse(JSON.parse(text.toString())).params.result;
    seen.set(Number(number), hash);
  });
}

/** The next transactions of an account. Unacknowledged ones may be in the chain or not: the account says where to go on. */
async function nextOf(url: string, index: number): Promise<Hex[]> {
  const signer = account(index);
  const count = Number((await call(url, "eth_getTransactionCount", [signer.address, "latest"])).result);
  const nonces = Array.from({ length: TRANSACTIONS }, (_, offset) => count + offset);
  return Promise.all(nonces.map((nonce) => sign(signer, nonce, { to: signer.address, data: word(nonce) })));
}

describe("kill -9 under load", () => {
  it(`loses nothing acknowledged and no block anybody saw (seed ${SEED}, ${ROUNDS} rounds)`, async (t) => {
    const random = fc.sample(fc.integer({ min: 0, max: 400 }), { seed: SEED, numRuns: ROUNDS });
    const folder = await temporaryFolder(t);
    const config = join(folder, "config.json");
    await writeFile(config, JSON.stringify(configOf(join(folder, "chain"))));
    /** Where each acknowledged transaction was found after the first restart since. */
    const places = new Map<Hex, string | undefined>();
    const seen = new Map<number, string>();
    let killedAt = 0;

    for (const delay of [...random, 0]) {
      const { child, ready } = await start(config);
      t.after(() => child.kill("SIGKILL"));
      assert.ok(ready.height >= Math.max(0, ...seen.keys()), "a block that was seen is gone");
      for (const [number, hash] of seen) assert.equal(await blockHash(ready.url, number), hash);
      for (const [hash, place] of places) {
        const { result } = await call(ready.url, "eth_getTransactionReceipt", [hash]);
        const found = JSON.stringify(receiptSchema.parse(result));
        assert.ok(place === undefined || place === found, "a transaction moved");
        places.set(hash, found);
      }
      const signed = await Promise.all(
        Array.from({ length: SENDERS }, (_, index) => nextOf(ready.url, index)),
      );
      await watch(ready.wsUrl, seen);

      const alive = new AbortController();
      const load = Array.from({ length: SENDERS }, async (_, index) => {
        for (const raw of signed[index] ?? []) {
          if (alive.signal.aborted) return;
          const reply = await send(ready.url, raw).catch(() => undefined);
          if (reply === undefined) return;
          assert.equal(reply.result, keccak256(raw), reply.error?.message);
          places.set(keccak256(raw), undefined);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 20 + delay));
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      alive.abort();
      await Promise.all(load);
      killedAt += 1;
    }
    t.diagnostic(`${killedAt} kills, ${places.size} acknowledged, ${seen.size} blocks seen`);
    assert.ok(places.size > ROUNDS);
    const known = [...places.values()].filter((place) => place !== undefined);
    assert.equal(new Set(known).size, known.length, "each has its own place");
  });
});
