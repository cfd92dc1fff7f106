import assert from "node:assert/strict";
import { type RequestListener, type Server, createServer } from "node:http";
import { after, describe, it } from "node:test";
import { z } from "zod";
import {
  InvalidInputError,
  MedLatticeError,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "../errors/index.ts";
import { createSessionKey } from "./sessionKey.ts";
import { download } from "./transfer/download.ts";
import { upload } from "./transfer/upload.ts";
import { type Transport, createTransport } from "./transport.ts";

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const reply = z.object({ ok: z.boolean() });

function problem(status: number, code: string, retryable: boolean, facts = {}): string {
  return JSON.stringify({
    type: "urn:x",
    title: "t",
    status,
    code,
    detail: "d",
    hints: [],
    facts,
    retryable,
    instance: "urn:y",
  });
}

describe("transport", () => {
  it("repeats what the oracle says may be repeated, each time signed anew", async () => {
    const nonces: string[] = [];
    const transport = await transportTo((request, response) => {
      nonces.push(/nonce="([^"]+)"/.exec(String(request.headers["signature-input"]))?.[1] ?? "");
      if (nonces.length < 3) response.writeHead(503).end(problem(503, "BUSY", true));
      else response.end('{"ok":true}');
    });
    assert.deepEqual(await transport.json({ method: "POST", path: "/x", json: {} }, reply), { ok: true });
    assert.equal(new Set(nonces).size, 3);
  });

  it("does not repeat what cannot come out otherwise", async () => {
    let requests = 0;
    const transport = await transportTo((_request, response) => {
      requests++;
      response.writeHead(422).end(problem(422, "FALSE", false));
    });
    await assert.rejects(transport.json({ method: "GET", path: "/x" }, reply), VerificationError);
    assert.equal(requests, 1);
  });

  it("gives errors their class back", async () => {
    const cases = [
      [400, InvalidInputError],
      [404, InvalidInputError],
      [401, PermissionError],
      [403, PermissionError],
      [422, VerificationError],
      [429, UnavailableError],
      [507, UnavailableError],
    ] as const;
    for (const [status, type] of cases) {
      const body = problem(status, "CODE", false, { n: 1 });
      const transport = await transportTo((_request, response) => response.writeHead(status).end(body));
      const error = await errorOf(transport.json({ method: "GET", path: "/" }, reply));
      assert.ok(error instanceof type, String(status));
      assert.equal(error.code, "CODE");
      assert.deepEqual(error.facts, { n: 1 });
    }
  });

  it("does not choke on answers of something that is no oracle", async () => {
    const transport = await transportTo((_request, response) => response.writeHead(502).end("<html>"), 1);
    assert.equal(
      (await errorOf(transport.json({ method: "GET", path: "/" }, reply))).code,
      "ORACLE_ANSWER_UNREADABLE",
    );
    const other = await transportTo((_request, response) => response.end('{"ok":"yes"}'), 1);
    const error = await errorOf(other.json({ method: "GET", path: "/" }, reply));
    assert.equal(error.code, "ORACLE_ANSWER_UNREADABLE");
    assert.deepEqual(error.facts, { status: 200, member: "ok" });
  });

  it("says that the oracle cannot be reached, or does not answer in time", async () => {
    const nobody = createTransport({
      ...(await options("http://127.0.0.1:9")),
      retry: { attempts: 2, baseDelayMs: 1 },
    });
    const error = await errorOf(nobody.json({ method: "GET", path: "/" }, reply));
    assert.equal(error.code, "ORACLE_UNREACHABLE");
    const silent = await transportTo(() => undefined, 1);
    assert.equal(
      (await errorOf(silent.json({ method: "GET", path: "/" }, reply))).facts["reason"],
      "timeout",
    );
  });

  it("signs with the oracle's clock once it knows it", async () => {
    let created = 0;
    const transport = await transportTo((request, response) => {
      created = Number(/created=([0-9]+)/.exec(String(request.headers["signature-input"]))?.[1]);
      response.end('{"ok":true}');
    });
    const ahead = Math.floor(Date.now() / 1000) + 3_600;
    transport.setClock(ahead);
    await transport.json({ method: "GET", path: "/" }, reply);
    assert.ok(Math.abs(created - ahead) <= 2);
  });

  it("stops when asked to", async () => {
    const abort = new AbortController();
    const transport = await transportTo(() => abort.abort(new Error("enough")));
    await assert.rejects(transport.json({ method: "GET", path: "/", signal: abort.signal }, reply), /enough/);
  });
});

describe("download", () => {
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

  it("goes on where the connection broke", async () => {
    const ranges: (string | undefined)[] = [];
    const transport = await transportTo((request, response) => {
      ranges.push(request.headers.range);
      const from = Number(/bytes=([0-9]+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.writeHead(from === 0 ? 200 : 206, {
        "content-length": content.length - from,
        ...(from === 0 ? {} : { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }),
      });
      if (ranges.length === 3) response.end(content.subarray(from));
      else
        response.write(content.subarray(from, from + 100_000), () =>
          setTimeout(() => response.destroy(), 20),
        );
    });
    const progress: number[] = [];
    const stream = download(transport, "/file", { onProgress: (done) => progress.push(done) });
    assert.ok(Buffer.from(await new Response(stream).arrayBuffer()).equals(content));
    assert.equal(ranges.length, 3);
    assert.equal(ranges[0], undefined);
    assert.equal(progress.at(-1), content.length);
  });

  it("gives up on a connection that breaks without a byte in between", async () => {
    const transport = await transportTo((_request, response) => {
      response.writeHead(200, { "content-length": content.length });
      response.flushHeaders();
      setTimeout(() => response.destroy(), 5);
    });
    assert.equal(
      (await errorOf(new Response(download(transport, "/file")).arrayBuffer())).code,
      "DOWNLOAD_BROKEN",
    );
  });

  it("refuses an answer that begins elsewhere than it broke", async () => {
    let requests = 0;
    const transport = await transportTo((_request, response) => {
      response.writeHead(200, { "content-length": content.length });
      if (requests++ > 0) response.end(content);
      else response.write(content.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
    });
    const error = await errorOf(new Response(download(transport, "/file")).arrayBuffer());
    assert.equal(error.code, "ORACLE_ANSWER_UNREADABLE");
  });
});

describe("upload", () => {
  it("goes on after a part whose answer was lost", async () => {
    const content = new Uint8Array(6 << 20).map((_, index) => index % 253);
    const uploadId = "11111111-1111-4111-8111-111111111111";
    const received: Buffer[] = [];
    let isLost = false;
    const size = () => received.reduce((sum, part) => sum + part.length, 0);
    const transport = await transportTo((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const info = () => ({
          uploadId,
          sizeBytes: content.length,
          receivedBytes: size(),
          partBytes: 2 << 20,
        });
        if (request.method === "PUT") {
          if (Number(new URL(`http://x${request.url}`).searchParams.get("offset")) !== size()) {
            response
              .writeHead(409)
              .end(problem(409, "UPLOAD_OFFSET_WRONG", false, { receivedBytes: size() }));
            return;
          }
          received.push(Buffer.concat(parts));
          if (!isLost) {
            isLost = true;
            response.destroy();
            return;
          }
        }
        const organization = `0x${"11".repeat(32)}`;
        const object = {
          cid: `b${"a".repeat(58)}`,
          sizeBytes: size(),
          providers: [{ organization, stored: true }],
        };
        response.end(JSON.stringify(request.url?.endsWith("/object") === true ? object : info()));
      });
    });
    const progress: number[] = [];
    const stored = await upload(transport, new Blob([content]), {
      onProgress: (done) => progress.push(done),
    });
    assert.equal(stored.sizeBytes, content.length);
    assert.ok(Buffer.concat(received).equals(content));
    assert.deepEqual(progress, [0, 2 << 20, 4 << 20, 6 << 20]);
  });
});

async function options(baseUrl: string) {
  return {
    baseUrl,
    sessionKey: await createSessionKey(),
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
    retry: { attempts: 4, baseDelayMs: 1 },
    timeoutMs: 1_000,
  };
}

async function transportTo(listener: RequestListener, attempts = 4): Promise<Transport> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const plain = await options(`http://127.0.0.1:${port}`);
  return createTransport({ ...plain, retry: { ...plain.retry, attempts } });
}

async function errorOf(work: Promise<unknown>): Promise<MedLatticeError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof MedLatticeError, String(error));
  return error;
}
