import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { post, startChain } from "../fixtures.ts";
import { LIMITS } from "../limits.ts";

const CHAIN_ID_CALL = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';

/** Sends bytes as they are and returns the first line of the answer. */
function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString().split("\r\n", 1)[0] ?? "");
    });
    socket.once("error", reject);
  });
}

describe("createRpcServer", () => {
  it("serves JSON-RPC and health, and nothing else", async (t) => {
    const { url, health } = await startChain(t);
    const answer = await post(url, CHAIN_ID_CALL);
    assert.equal(await answer.text(), '{"jsonrpc":"2.0","id":1,"result":"0x1bbd"}');
    const state = await fetch(`${url}/health`);
    assert.equal(state.status, 200);
    assert.deepEqual(await state.json(), health());
    assert.equal(health().pid, process.pid);
    assert.equal((await fetch(`${url}/other`)).status, 404);
    assert.equal((await fetch(url)).status, 405);
    assert.equal((await post(url, '{"jsonrpc":"2.0","method":"eth_chainId"}')).status, 204);
  });

  it("refuses a body that says or turns out to be too long, and goes on", async (t) => {
    const { url, port } = await startChain(t);
    const large = " ".repeat(LIMITS.requestBytes + 1);
    const refused = await post(url, large).catch(() => undefined);
    assert.ok(refused === undefined || refused.status === 413);
    const head = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    const declared = await rawRequest(port, `${head}content-length: ${LIMITS.requestBytes + 1}\r\n\r\n{`);
    assert.match(declared, /413/);
    const size = (LIMITS.requestBytes + 1).toString(16);
    const chunked = await rawRequest(
      port,
      `${head}transfer-encoding: chunked\r\n\r\n${size}\r\n${large}\r\n0\r\n\r\n`,
    );
    assert.match(chunked, /413/);
    assert.equal((await post(url, CHAIN_ID_CALL)).status, 200);
  });

  it("takes a body of just the limit", async (t) => {
    const { url } = await startChain(t);
    assert.equal((await post(url, CHAIN_ID_CALL.padEnd(LIMITS.requestBytes))).status, 200);
  });

  it("answers no page of another origin and no rebound name", async (t) => {
    const { url, port } = await startChain(t, { allowedOrigins: ["http://localhost:3000"] });
    assert.equal((await post(url, CHAIN_ID_CALL, { origin: "http://evil.example" })).status, 403);
    const allowed = await post(url, CHAIN_ID_CALL, { origin: "http://localhost:3000" });
    assert.equal(allowed.headers.get("access-control-allow-origin"), "http://localhost:3000");
    const rebound = await rawRequest(port, `GET /health HTTP/1.1\r\nhost: evil.example:${port}\r\n\r\n`);
    assert.match(rebound, /403/);
    assert.equal((await post(url, CHAIN_ID_CALL, { "content-type": "text/plain" })).status, 415);
  });

  it("answers wallets, which are extensions, where it is told to", async (t) => {
    const wallet = { origin: "chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn" };
    const closed = await startChain(t, { allowedOrigins: ["http://localhost:3000"] });
    assert.equal((await post(closed.url, CHAIN_ID_CALL, wallet)).status, 403);
    const open = await startChain(t, { allowedOrigins: ["extensions"] });
    assert.equal((await post(open.url, CHAIN_ID_CALL, wallet)).status, 200);
    for (const origin of ["http://evil.example", "https://chrome-extension.example", "null"]) {
      assert.equal((await post(open.url, CHAIN_ID_CALL, { origin })).status, 403, origin);
    }
  });

  it("survives bytes that are not HTTP", async (t) => {
    const { url, port } = await startChain(t);
    assert.match(await rawRequest(port, "\x00\x01\x02\r\n\r\n"), /400/);
    assert.equal((await post(url, CHAIN_ID_CALL)).status, 200);
  });
});
