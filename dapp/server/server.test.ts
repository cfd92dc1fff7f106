import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync, brotliDecompressSync, gzipSync } from "node:zlib";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { FastifyInstance } from "fastify";
import { readDappConfig } from "./config.ts";
import { createServer } from "./createServer.ts";
import { inlineScriptHashes } from "./inlineScripts.ts";

const INLINE = "self.__next_f=self.__next_f||[]";
const PAGE = `<!doctype html><script src="/_next/static/a.js"></script><script>${INLINE}</script><p>Hello</p>`;
const CIRCUIT = gzipSync("a proving key");
const NETWORK = {
  format: "medlattice/network/v1",
  name: "Test",
  proxyThreshold: 2,
  chains: [
    {
      chainId: 7101,
      name: "hospital",
      kind: "private",
      rpcUrl: "http://127.0.0.1:8501",
      registryId: null,
      contracts: null,
    },
  ],
  organizations: [
    {
      orgId: `0x${"11".repeat(32)}`,
      name: "Hospital",
      kind: "Hospital",
      privateChainId: 7101,
      oracleUrl: "http://127.0.0.1:8601",
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: false,
    },
  ],
};

const MONITOR = {
  id: "intellivue",
  driver: "intellivue",
  label: "Patient monitor, simulated",
  url: "ws://127.0.0.1:8610/intellivue?token=0123",
  isSimulated: true,
};
const INSTRUMENTS = [
  MONITOR,
  { ...MONITOR, id: "bis", driver: "bis", url: "ws://127.0.0.1:8610/bis?token=0123" },
  { id: "pump", driver: "bcc", label: "Pump", url: "wss://bridge.example/bcc?token=4", isSimulated: false },
];

describe("the dapp's server", () => {
  let folder: string;
  let app: FastifyInstance;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "medlattice-dapp-server-"));
    const root = join(folder, "pages");
    const file = async (name: string, content: string | Uint8Array) => {
      await mkdir(join(root, name, ".."), { recursive: true });
      await writeFile(join(root, name), content);
    };
    await file("index.html", PAGE);
    await file("visits/index.html", PAGE.replace(INLINE, "other()"));
    await file("404.html", "<!doctype html><p>Nothing here</p>");
    await file("_next/static/a.js", "console.log(1)");
    await file("_next/static/a.js.br", brotliCompressSync("console.log(1)"));
    await file("circuits/proof.key.gz", CIRCUIT);
    await file("empty/keep.txt", "x");
    await writeFile(join(folder, "secret"), "not for anyone");
    await writeFile(join(folder, "network.json"), JSON.stringify(NETWORK));
    await mkdir(join(folder, "people", "nobody"), { recursive: true });
    const demoPeople = join(folder, "people");
    app = await createServer(
      await readDappConfig(await configFile({ demoPeople, instruments: INSTRUMENTS })),
    );
  });

  after(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function configFile(more: Readonly<Record<string, unknown>>): Promise<string> {
    const path = join(folder, "config.json");
    const config = { root: join(folder, "pages"), network: join(folder, "network.json"), ...more };
    await writeFile(path, JSON.stringify(config));
    return path;
  }

  const get = async (url: string, headers: Readonly<Record<string, string>> = {}) =>
    await app.inject({ method: "GET", url, headers: { host: "localhost:8600", ...headers } });

  it("allows a page its own inline scripts by their hashes, and the network's hosts, and nothing else", async () => {
    const { headers } = await get("/");
    const hash = createHash("sha256").update(INLINE).digest("base64");
    const policy = new Map(
      String(headers["content-security-policy"])
        .split("; ")
        .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)]),
    );
    assert.deepEqual(policy.get("default-src"), ["'none'"]);
    assert.deepEqual(policy.get("script-src"), ["'self'", "'wasm-unsafe-eval'", `'sha256-${hash}'`]);
    assert.deepEqual(policy.get("connect-src"), [
      "'self'",
      "http://127.0.0.1:8501",
      "http://127.0.0.1:8601",
      "ws://127.0.0.1:8610",
      "wss://bridge.example",
    ]);
    assert.deepEqual(policy.get("frame-ancestors"), ["'none'"]);
    assert.deepEqual(policy.get("style-src"), ["'self'"]);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
  });

  it("gives scripts a policy too, which a worker follows", async () => {
    const { headers } = await get("/_next/static/a.js");
    assert.match(
      String(headers["content-security-policy"]),
      /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
  });

  it("keeps files named by their content for a year, and pages not at all", async () => {
    assert.match(
      String((await get("/_next/static/a.js")).headers["cache-control"]),
      /max-age=31536000, immutable/,
    );
    assert.equal((await get("/")).headers["cache-control"], "no-cache");
    assert.equal((await get("/network.json")).headers["cache-control"], "no-cache");
    assert.equal((await get("/demo-wallet.json")).headers["cache-control"], "no-store");
  });

  it("answers 304 to who has the page already", async () => {
    const first = await get("/");
    const again = await get("/", { "if-none-match": String(first.headers.etag) });
    assert.equal(again.statusCode, 304);
  });

  it("sends what was compressed to who takes it", async () => {
    const reply = await get("/_next/static/a.js", { "accept-encoding": "br, gzip" });
    assert.equal(reply.headers["content-encoding"], "br");
    assert.match(String(reply.headers.vary), /accept-encoding/i);
    assert.equal(brotliDecompressSync(reply.rawPayload).toString(), "console.log(1)");
  });

  it("sends the circuits as they are, which the engine knows by their hashes", async () => {
    const reply = await get("/circuits/proof.key.gz", { "accept-encoding": "br, gzip" });
    assert.equal(reply.headers["content-encoding"], undefined);
    assert.deepEqual(reply.rawPayload, CIRCUIT);
    assert.equal(Number(reply.headers["content-length"]), CIRCUIT.length);
  });

  it("has a page for what is not there, with its own policy", async () => {
    for (const url of ["/nothing", "/nothing/", "/_next/static/b.js", "/empty/"]) {
      const reply = await get(url);
      assert.equal(reply.statusCode, 404, url);
      assert.match(reply.body, /Nothing here/);
      assert.match(String(reply.headers["content-security-policy"]), /default-src 'none'/);
    }
  });

  it("leads from a folder to its page", async () => {
    const reply = await get("/visits");
    assert.ok([301, 302, 308].includes(reply.statusCode));
    assert.equal(reply.headers.location, "/visits/");
    assert.equal((await get("/visits/")).statusCode, 200);
  });

  it("leads nowhere else", async () => {
    for (const url of ["//example.org/..", "//example.org", "/%5cexample.org"]) {
      const { statusCode, headers } = await get(url);
      assert.equal(headers.location, undefined, url);
      assert.ok(statusCode >= 400, url);
    }
  });

  it("gives nothing from outside its folder, however one writes it", async () => {
    for (const url of [
      "/../secret",
      "/..%2fsecret",
      "/%2e%2e/secret",
      "/%2e%2e%2fsecret",
      "/visits/..%2f..%2f..%2fsecret",
      "/..%5csecret",
      "/%00/../secret",
      "/_next/static/%2e%2e/%2e%2e/%2e%2e/secret",
    ]) {
      const reply = await get(url);
      assert.ok(reply.statusCode >= 400 && reply.statusCode < 500, `${url}: ${reply.statusCode}`);
      assert.ok(!reply.body.includes("not for anyone"), url);
    }
  });

  it("answers under this machine's names only", async () => {
    for (const host of ["127.0.0.1:8600", "localhost", "[::1]:8600", "LOCALHOST:1"]) {
      assert.equal((await get("/", { host })).statusCode, 200, host);
    }
    for (const host of ["example.org", "localhost.example.org:8600", "127.0.0.1.nip.io"]) {
      assert.ok((await get("/", { host })).statusCode >= 400, host);
      assert.ok((await get("/demo-wallet.json", { host })).statusCode >= 400, host);
    }
  });

  it("gives the sample people to its own page only, and to no other origin", async () => {
    const own = await get("/demo-wallet.json", { "sec-fetch-site": "same-origin" });
    assert.equal(own.statusCode, 200);
    assert.equal(own.headers["access-control-allow-origin"], undefined);
    assert.equal(own.headers["cross-origin-resource-policy"], "same-origin");
    for (const site of ["cross-site", "same-site", "none"]) {
      assert.equal((await get("/demo-wallet.json", { "sec-fetch-site": site })).statusCode, 404, site);
    }
  });

  it("says which instruments there are to its own page only, and keeps nothing of it", async () => {
    const own = await get("/instruments.json", { "sec-fetch-site": "same-origin" });
    assert.equal(own.headers["cache-control"], "no-store");
    assert.deepEqual(own.json(), { format: "medlattice/instruments/v1", instruments: INSTRUMENTS });
    for (const site of ["cross-site", "same-site", "none"]) {
      assert.equal((await get("/instruments.json", { "sec-fetch-site": site })).statusCode, 404, site);
    }
  });

  it("has no instruments unless it is told of some", async () => {
    const plain = await createServer(await readDappConfig(await configFile({})));
    const reply = await plain.inject({ url: "/instruments.json", headers: { host: "localhost" } });
    assert.deepEqual(reply.json().instruments, []);
    await plain.close();
  });

  for (const [what, change] of [
    ["whose bytes would cross a network in clear", { url: "ws://10.0.0.7:8610/intellivue?token=0123" }],
    ["without an address", { url: "intellivue" }],
    ["with another scheme", { url: "http://127.0.0.1:8610/intellivue?token=0123" }],
    ["of no name", { id: "" }],
    ["that does not say whether it is real", { isSimulated: undefined }],
  ] as const) {
    it(`refuses an instrument ${what}`, async () => {
      const path = await configFile({ instruments: [{ ...MONITOR, ...change }] });
      await assert.rejects(readDappConfig(path), isCode("DAPP_CONFIG"));
    });
  }

  it("refuses two instruments of one name", async () => {
    const path = await configFile({ instruments: [MONITOR, MONITOR] });
    await assert.rejects(readDappConfig(path), isCode("DAPP_CONFIG"));
  });

  it("has no sample people unless it is told to", async () => {
    const plain = await createServer(await readDappConfig(await configFile({})));
    const reply = await plain.inject({
      method: "GET",
      url: "/demo-wallet.json",
      headers: { host: "localhost" },
    });
    assert.equal(reply.statusCode, 404);
    await plain.close();
  });

  it("refuses to give wallets to more than this machine", async () => {
    for (const more of [{ host: "0.0.0.0" }, { names: ["dapp.example.org"] }]) {
      const path = await configFile({ demoPeople: join(folder, "people"), ...more });
      await assert.rejects(readDappConfig(path), isCode("DAPP_CONFIG"));
    }
    await readDappConfig(await configFile({ demoPeople: join(folder, "people") }));
  });

  it("takes nothing", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"] as const) {
      const reply = await app.inject({ method, url: "/", headers: { host: "localhost" } });
      assert.equal(reply.statusCode, 404, method);
    }
  });

  it("says what to do when there are no pages", async () => {
    const path = await configFile({ root: join(folder, "people") });
    await assert.rejects(readDappConfig(path).then(createServer), isCode("DAPP_NOT_BUILT"));
  });
});

describe("inlineScriptHashes", () => {
  const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

  it("takes every inline script exactly as it stands, each once, and none with a source", () => {
    const html = `<script> a() </script><SCRIPT async>b("é")</SCRIPT><script src="/x.js">c()</script><script> a() </script><script></script>`;
    assert.deepEqual(inlineScriptHashes(html), [hashOf(" a() "), hashOf('b("é")')]);
  });
});

function isCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof InvalidInputError && error.code === code;
}
