import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, type RequestListener, type ServerResponse, createServer } from "node:http";
import { afterEach, describe, it } from "node:test";
import { text } from "node:stream/consumers";
import { createPublicClient, numberToHex } from "viem";
import { nodeTransport } from "./nodeTransport.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new TypeError("no port");
  return `127.0.0.1:${address.port}`;
}

type Asked = { id: number; method: string; params?: string[] };

/** A node that answers what `answer` makes of a request's body. */
function answering(answer: (body: Asked | Asked[]) => unknown, seen: unknown[] = []): RequestListener {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Asked | Asked[] = JSON.parse(await text(request));
    seen.push(body);
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer(body)));
  }
  return (request, response) => void respond(request, response);
}

const clientOf = (host: string, options: Partial<Parameters<typeof nodeTransport>[1]> = {}) =>
  createPublicClient({
    cacheTime: 0,
    transport: nodeTransport(`http://${host}/rpc`, {
      timeoutMs: 2_000,
      retryCount: 0,
      batchCalls: 3,
      ...options,
    }),
  });

const numbered = (body: Asked | Asked[]) =>
  [body].flat().map(({ id, method, params }) => {
    const result = method === "eth_chainId" ? "0x7" : numberToHex(BigInt(params?.[0] ?? 42));
    return { jsonrpc: "2.0", id, result };
  });
const named = (name: string) => (error: unknown) => error instanceof Error && error.name === name;

describe("nodeTransport", () => {
  it("asks one call by itself", async () => {
    const seen: unknown[] = [];
    const host = await serve(answering((body) => numbered(body)[0], seen));
    assert.equal(await clientOf(host).getBlockNumber(), 42n);
    assert.deepEqual(seen, [{ jsonrpc: "2.0", id: 0, method: "eth_blockNumber" }]);
  });

  it("sends calls of one moment together, in their order and no more than allowed, and takes answers in any", async () => {
    const seen: Asked[][] = [];
    const host = await serve(answering((body) => numbered(body).toReversed(), seen));
    const client = clientOf(host);
    const balances = [1, 2, 3, 4, 5].map((account) =>
      client.getBalance({ address: numberToHex(account, { size: 20 }) }),
    );
    assert.deepEqual(await Promise.all(balances), [1n, 2n, 3n, 4n, 5n]);
    // Which of both comes first is the network's affair.
    const batches = seen.map((batch) => batch.map(({ params }) => Number(params?.[0])));
    assert.deepEqual(
      batches.toSorted(([a = 0], [b = 0]) => a - b),
      [
        [1, 2, 3],
        [4, 5],
      ],
    );
  });

  it("takes a node's word that there is no error", async () => {
    const host = await serve(answering((body) => ({ ...numbered(body)[0], error: null })));
    assert.equal(await clientOf(host).getBlockNumber(), 42n);
  });

  it("gives the node's refusal with its code and data, of one call and not of its neighbour", async () => {
    const host = await serve(
      answering((body) =>
        numbered(body).map((each) =>
          each.result === "0x7"
            ? { id: each.id, error: { code: 3, message: "execution reverted", data: "0xab" } }
            : each,
        ),
      ),
    );
    const client = clientOf(host);
    const [number, chainId] = await Promise.allSettled([client.getBlockNumber(), client.getChainId()]);
    assert.equal(number.status, "fulfilled");
    assert.ok(chainId.status === "rejected");
    assert.match(String(chainId.reason), /execution reverted/);
  });

  it("gives a refusal of the whole batch to each call", async () => {
    const refusal = { jsonrpc: "2.0", id: null, error: { code: -32_600, message: "too many" } };
    const host = await serve(answering(() => refusal));
    const client = clientOf(host);
    const results = await Promise.allSettled([client.getBlockNumber(), client.getChainId()]);
    for (const result of results)
      assert.match(String(result.status === "rejected" && result.reason), /too many/);
  });

  for (const [what, answer] of [
    ["leaves a call out", (body: Asked | Asked[]) => numbered(body).slice(1)],
    ["is no JSON-RPC", () => ["a", "b"]],
  ] as const) {
    it(`says that a node's answer ${what}`, async () => {
      const client = clientOf(await serve(answering(answer)));
      const asked = [client.getBlockNumber(), client.getChainId()];
      const [first] = await Promise.allSettled(asked);
      assert.ok(first?.status === "rejected" && named("HttpRequestError")(first.reason));
    });
  }

  it("says what status a node that speaks something else answers with, and tries again where that helps", async () => {
    let times = 0;
    const host = await serve((request, response) => {
      times += 1;
      request.resume();
      response.writeHead(503).end("<p>busy</p>");
    });
    await assert.rejects(clientOf(host, { retryCount: 1 }).getBlockNumber(), /Status: 503/);
    assert.equal(times, 2);
  });

  it("does not wait for ever: neither for an answer nor for one that drips", async () => {
    const silent = await serve((request) => request.resume());
    await assert.rejects(clientOf(silent, { timeoutMs: 300 }).getBlockNumber(), named("TimeoutError"));
    const dripping = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 50);
      closing.push(() => clearInterval(drip));
    });
    await assert.rejects(clientOf(dripping, { timeoutMs: 300 }).getBlockNumber(), named("TimeoutError"));
  });

  it("takes no endless answer", async () => {
    const host = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    await assert.rejects(clientOf(host).getBlockNumber(), /too long/);
  });

  it("sends user and password as a header, and says neither of them nor what was asked in errors", async () => {
    let authorization: string | undefined;
    const host = await serve((request, response) => {
      ({ authorization } = request.headers);
      request.resume();
      response.writeHead(401).end();
    });
    const client = clientOf(`user:s%2Fcret@${host}`);
    const error = await client.getBalance({ address: `0x${"ca".repeat(20)}` }).catch(String);
    assert.equal(authorization, `Basic ${Buffer.from("user:s/cret").toString("base64")}`);
    assert.doesNotMatch(String(error), /cret|caca/);
    assert.match(String(error), /Status: 401/);
  });
});
