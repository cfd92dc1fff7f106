import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { createPublicClient, getContractAddress, webSocket } from "viem";
import { WebSocket } from "ws";
import { z } from "zod";
import { account, blockHash, fill, NOTE_CODE, send, sign, startChain, viemChain, word } from "../fixtures.ts";
import { LIMITS } from "../limits.ts";

const messageSchema = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number() }).optional(),
  params: z.object({ subscription: z.string(), result: z.record(z.string(), z.unknown()) }).optional(),
});
type Message = z.infer<typeof messageSchema>;

/** A connection that collects what it hears. */
async function connect(t: TestContext, wsUrl: string) {
  const socket = new WebSocket(wsUrl);
  t.after(() => socket.terminate());
  const heard: Message[] = [];
  socket.on("message", (data: Buffer) => heard.push(messageSchema.parse(JSON.parse(data.toString()))));
  await once(socket, "open");
  let id = 0;
  const until = async (wanted: (message: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = heard.find(wanted);
      if (found !== undefined) return found;
      await once(socket, "message", { signal: AbortSignal.timeout(5000) });
    }
  };
  return {
    socket,
    heard,
    until,
    async ask(method: string, params: readonly unknown[] = []): Promise<Message> {
      id += 1;
      const mine = id;
      socket.send(JSON.stringify({ jsonrpc: "2.0", id: mine, method, params }));
      return until((message) => message.id === mine);
    },
    notifications: () => heard.flatMap(({ params }) => (params === undefined ? [] : [params.result])),
  };
}

describe("serveSockets", () => {
  it("tells every new head once, in order, with its hash", async (t) => {
    const { url, wsUrl } = await startChain(t);
    await fill(url, 2);
    const client = await connect(t, wsUrl);
    await client.ask("eth_subscribe", ["newHeads"]);
    await fill(url, 20, 2);
    await client.until((message) => message.params?.result["number"] === "0x16");
    const heads = client.notifications();
    assert.deepEqual(
      heads.map((head) => head["number"]),
      Array.from({ length: 20 }, (_, index) => `0x${(index + 3).toString(16)}`),
    );
    assert.equal(heads[0]?.["hash"], await blockHash(url, 3));
    assert.equal(heads[0]?.["transactions"], undefined);
  });

  it("tells only the logs that were asked for", async (t) => {
    const { url, wsUrl } = await startChain(t);
    await send(url, await sign(account(0), 0, { data: NOTE_CODE }));
    const address = getContractAddress({ from: account(0).address, nonce: 0n });
    const client = await connect(t, wsUrl);
    await client.ask("eth_subscribe", ["logs", { address, topics: [word("wanted")] }]);
    await send(url, await sign(account(0), 1, { to: address, data: word("other") }));
    await send(url, await sign(account(0), 2, { to: address, data: word("wanted") }));
    await client.until((message) => message.params !== undefined);
    assert.deepEqual(
      client.notifications().map((entry) => entry["topics"]),
      [[word("wanted")]],
    );
  });

  it("ends a subscription for its owner only", async (t) => {
    const { url, wsUrl } = await startChain(t);
    const [owner, stranger] = [await connect(t, wsUrl), await connect(t, wsUrl)];
    const { result: id } = await owner.ask("eth_subscribe", ["newHeads"]);
    assert.equal((await stranger.ask("eth_unsubscribe", [id])).result, false);
    await fill(url, 1);
    await owner.until((message) => message.params !== undefined);
    assert.equal((await owner.ask("eth_unsubscribe", [id])).result, true);
    await fill(url, 1, 1);
    assert.equal((await owner.ask("eth_blockNumber")).result, "0x2");
    assert.equal(owner.notifications().length, 1);
    assert.equal(stranger.notifications().length, 0);
  });

  it("answers calls and refuses wrong subscriptions", async (t) => {
    const { wsUrl } = await startChain(t);
    const client = await connect(t, wsUrl);
    assert.equal((await client.ask("eth_chainId")).result, "0x1bbd");
    for (const params of [
      ["syncing"],
      ["newPendingTransactions"],
      [],
      ["logs", { address: "0x12" }],
      ["logs", 7],
    ]) {
      assert.equal((await client.ask("eth_subscribe", params)).error?.code, -32_602, JSON.stringify(params));
    }
    assert.equal((await client.ask("evm_mine")).error?.code, -32_601);
  });

  it("bounds the subscriptions of a connection", async (t) => {
    const { wsUrl } = await startChain(t);
    const client = await connect(t, wsUrl);
    for (let count = 0; count < LIMITS.subscriptions; count += 1)
      await client.ask("eth_subscribe", ["newHeads"]);
    assert.equal((await client.ask("eth_subscribe", ["newHeads"])).error?.code, -32_005);
  });

  it("refuses a page of another origin", async (t) => {
    const { wsUrl } = await startChain(t);
    const socket = new WebSocket(wsUrl, { origin: "http://evil.example" });
    const [error] = await once(socket, "error");
    assert.match(String(error), /403/);
  });

  it("cuts a message beyond the limit off, and serves others on", async (t) => {
    const { wsUrl } = await startChain(t);
    const client = await connect(t, wsUrl);
    client.socket.send(" ".repeat(LIMITS.requestBytes + 1));
    await once(client.socket, "close");
    assert.equal((await (await connect(t, wsUrl)).ask("eth_chainId")).result, "0x1bbd");
  });

  it("works with viem's watchers", async (t) => {
    const { url, wsUrl } = await startChain(t);
    await send(url, await sign(account(0), 0, { data: NOTE_CODE }));
    const address = getContractAddress({ from: account(0).address, nonce: 0n });
    const client = createPublicClient({
      chain: viemChain(url),
      transport: webSocket(wsUrl, { reconnect: false }),
    });
    const { promise, resolve } = Promise.withResolvers<readonly unknown[]>();
    const subscription = await client.transport.subscribe({
      params: ["logs", { address }],
      onData: ({ result }) => resolve(z.object({ topics: z.array(z.unknown()) }).parse(result).topics),
    });
    await send(url, await sign(account(0), 1, { to: address, data: word("x") }));
    assert.deepEqual(await promise, [word("x")]);
    await subscription.unsubscribe();
    (await client.transport.getRpcClient()).close();
  });
});
