import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keccak256 } from "viem";
import { z } from "zod";
import type { Hex } from "viem";
import { account, call, CHAIN_ID, post, send, sign, startChain, word } from "../fixtures.ts";
import type { RpcReply } from "../fixtures.ts";
import { LIMITS } from "../limits.ts";

const to = account(9).address;

/** What may be wrong with one transaction, and the words the answer must hold. */
const bad: readonly [string, () => Promise<Hex>, RegExp][] = [
  ["another chain's", () => sign(account(1), 0, { to, chainId: CHAIN_ID + 1 }), /chain ?id/i],
  ["a used nonce", () => sign(account(0), 0, { to }), /nonce too low/i],
  ["no transaction", () => Promise.resolve("0x0102"), /.+/],
  ["a fee nobody can pay", () => sign(account(1), 0, { to, maxFeePerGas: 1n }), /funds/],
  ["more gas than one may use", () => sign(account(1), 0, { to, gas: 16_777_217n }), /gas/],
  ["too little gas", () => sign(account(1), 0, { to, gas: 20_000n }), /gas/],
];

/** One JSON-RPC batch, so that all arrive at once. */
async function sendTogether(url: string, raws: readonly Hex[]): Promise<RpcReply[]> {
  const calls = raws.map((raw, id) => ({
    jsonrpc: "2.0",
    id,
    method: "eth_sendRawTransaction",
    params: [raw],
  }));
  const response = await post(url, JSON.stringify(calls));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests look at the members themselves
  return (await response.json()) as RpcReply[];
}

describe("createBlockMaker", () => {
  for (const [name, make, reason] of bad) {
    it(`refuses ${name} and harms nothing else in the group`, async (t) => {
      const chain = await startChain(t);
      await send(chain.url, await sign(account(0), 0, { data: word("first") }));
      const good = await Promise.all([1, 2, 3].map((nonce) => sign(account(0), nonce, { to })));
      const [g1 = "0x", g2 = "0x", g3 = "0x"] = good;
      const replies = await Promise.all([g1, await make(), g2, g3].map((raw) => send(chain.url, raw)));
      assert.match(replies[1]?.error?.message ?? "", reason);
      assert.deepEqual(
        [0, 2, 3].map((at) => replies[at]?.result),
        good.map((raw) => keccak256(raw)),
      );
    });
  }

  it("takes the same bytes twice, at once or later, and executes them once", async (t) => {
    const chain = await startChain(t);
    const raw = await sign(account(0), 0, { to });
    const together = await Promise.all([send(chain.url, raw), send(chain.url, raw)]);
    const later = await send(chain.url, raw);
    assert.deepEqual(
      [...together, later].map(({ result }) => result),
      Array(3).fill(keccak256(raw)),
    );
    assert.equal(chain.health().height, 1);
    assert.equal(
      (await call(chain.url, "eth_getTransactionCount", [account(0).address, "latest"])).result,
      "0x1",
    );
  });

  it("keeps a transaction whose predecessor arrives a little later", async (t) => {
    const chain = await startChain(t);
    const [first, second] = await Promise.all([sign(account(0), 0, { to }), sign(account(0), 1, { to })]);
    const waiting = send(chain.url, second);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(chain.health().height, 0, "a gap alone makes no block");
    assert.equal((await send(chain.url, first)).result, keccak256(first));
    assert.equal((await waiting).result, keccak256(second));
    assert.equal(chain.health().height, 1);
  });

  it("refuses a transaction whose predecessor never comes, and forgets it", async (t) => {
    const chain = await startChain(t);
    const [first, second] = await Promise.all([sign(account(0), 0, { to }), sign(account(0), 1, { to })]);
    const started = performance.now();
    const { error } = await send(chain.url, second);
    assert.match(error?.message ?? "", /nonce too high/);
    assert.ok(performance.now() - started >= LIMITS.nonceGapWaitMs - 50);
    await send(chain.url, first);
    assert.equal((await call(chain.url, "eth_getTransactionByHash", [keccak256(second)])).result, null);
    assert.equal((await send(chain.url, second)).result, keccak256(second));
  });

  it("takes one of two that want the same nonce, and tells the other", async (t) => {
    const chain = await startChain(t);
    const raws = await Promise.all(["a", "b"].map((name) => sign(account(0), 0, { to, data: word(name) })));
    const replies = await Promise.all(raws.map((raw) => send(chain.url, raw)));
    const taken = replies.filter(({ result }) => result !== undefined);
    assert.equal(taken.length, 1);
    const refused = replies.find(({ error }) => error !== undefined);
    assert.match(refused?.error?.message ?? "", /replaced|nonce too low/);
    assert.notEqual((await call(chain.url, "eth_getTransactionReceipt", [taken[0]?.result])).result, null);
  });

  it("refuses only the one at fault when two are admissible but not together (EIP-7702)", async (t) => {
    const chain = await startChain(t);
    const [sender, authority] = [account(1), account(2)];
    const authorization = await authority.signAuthorization({ chainId: CHAIN_ID, address: to, nonce: 0 });
    const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
    const common = { chainId: CHAIN_ID, nonce: 0, gas: 200_000n, to, ...fees };
    const delegating = await sender.signTransaction({
      type: "eip7702",
      ...common,
      authorizationList: [authorization],
    });
    // The first is in a block of its own while the others gather for the next one.
    const others = await Promise.all([3, 4, 5, 6, 7, 8].map((index) => sign(account(index), 0, { to })));
    const raws = [await sign(account(0), 0, { to }), delegating, ...others, await sign(authority, 0, { to })];
    const replies = await sendTogether(chain.url, raws);
    assert.match(replies.at(-1)?.error?.message ?? "", /nonce too low/);
    assert.deepEqual(
      replies.slice(0, -1).map(({ result }) => result),
      raws.slice(0, -1).map((raw) => keccak256(raw)),
    );
    assert.equal(chain.health().failure, undefined);
  });

  it("shows `pending` readers nothing that is not durable", async (t) => {
    const chain = await startChain(t);
    const waiting = send(chain.url, await sign(account(0), 1, { to }));
    const pending = await call(chain.url, "eth_getBlockByNumber", ["pending", false]);
    assert.deepEqual(z.object({ transactions: z.array(z.string()) }).parse(pending.result).transactions, []);
    await send(chain.url, await sign(account(0), 0, { to }));
    await waiting;
  });
});
