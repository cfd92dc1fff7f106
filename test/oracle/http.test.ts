import assert from "node:assert/strict";
import { get } from "node:http";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { createOracleClient, createSessionKey, signRequest, type SessionKey } from "@medlattice/sdk/client";
import { sha256 } from "@medlattice/sdk/codec";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { z } from "zod";
import { type TestChain, startTestChain } from "./fixture/chain.ts";
import { codeOf, codeOfResponse } from "./fixture/errors.ts";
import { type TestOracle, type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
const DAPP = "https://dapp.example";
let chain: TestChain;
let oracles: TestOracles;
let oracle: TestOracle;
let url: string;
let doctor: TestPerson;
let patient: TestPerson;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  const manager = await enroll(chain, hospital, ROLE.manager);
  doctor = await enroll(chain, hospital, ROLE.doctor, manager);
  patient = await enroll(chain, hospital, ROLE.patient, manager);
  const plan = hospitalPlan(dnsName, chain, (config) => ({
    ...config,
    http: { ...config.http, corsOrigins: [DAPP] },
  }));
  oracles = await startOracles(plan);
  oracle = oracles.get(dnsName);
  ({ url } = oracle.oracle);
});

after(async () => {
  await oracles.close();
  await chain.close();
});

/** Routes anybody may call; every other one wants a session. */
const PUBLIC_ROUTES = new Set([
  "POST /v1/session/challenges",
  "GET /health",
  // Roots on public chains, and why there.
  "GET /v1/anchors",
  // For people who are not enrolled yet.
  "POST /v1/enrolment-requests",
  "POST /v1/enrolment-requests/pickup",
  "POST /v1/enrolment-requests/acceptance",
]);
/** These look at the call itself before they ask who calls. */
const OPEN_TO_SOME = new Set(["POST /v1/relay"]);

describe("every documented route", () => {
  it("refuses an outsider before it looks at anything else", async () => {
    const routes = await documentedRoutes();
    assert.ok(routes.length > 25, `${routes.length} routes`);
    const let_in: string[] = [];
    for (const { method, path, name } of routes) {
      if (PUBLIC_ROUTES.has(name) || OPEN_TO_SOME.has(name)) continue;
      const withBody = method === "POST" || method === "PUT";
      const answer = await fetch(url + path, {
        method,
        ...(withBody ? { body: "{}", headers: { "content-type": "application/json" } } : {}),
      });
      if (answer.status !== 401) let_in.push(`${name}: ${answer.status}`);
      else assert.equal(await codeOfResponse(answer), "SIGNATURE_MISSING", name);
    }
    assert.deepEqual(let_in, []);
  });

  it("is described in a sentence", async () => {
    const missing = (await documentedRoutes()).filter(({ summary }) => summary === undefined);
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
    );
  });
});

describe("a page whose name is pointed at this machine", () => {
  it("reads nothing, not even what is open to this machine", async () => {
    for (const path of ["/metrics", "/health", "/docs/json", "/v1/session"]) {
      const answer = await askAs(`evil.example:${new URL(url).port}`, path);
      assert.equal(answer.status, 400, path);
      assert.equal((JSON.parse(answer.body) as { code: string }).code, "HOST_UNKNOWN");
    }
    assert.equal((await askAs("localhost", "/metrics")).status, 200);
  });
});

/** A request under a `Host` of its own, which `fetch` does not send. */
async function askAs(host: string, path: string): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  get(url + path, { headers: { host } }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () =>
      resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
    );
  }).on("error", reject);
  return promise;
}

describe("requests that are not well formed", () => {
  it("are answered with a problem document, whatever they are", async () => {
    const json = { "content-type": "application/json" };
    const cases: readonly [string, RequestInit & { path?: string }, number, string][] = [
      ["an unknown path", { path: "/v1/nothing" }, 404, "ROUTE_NOT_FOUND"],
      ["an unknown method", { path: "/v1/relay", method: "DELETE" }, 404, "ROUTE_NOT_FOUND"],
      ["no JSON", { path: "/v1/relay", method: "POST", headers: json, body: "{" }, 400, "JSON_MALFORMED"],
      [
        "an empty body",
        { path: "/v1/relay", method: "POST", headers: json, body: "" },
        400,
        "JSON_MALFORMED",
      ],
      [
        "another media type",
        { path: "/v1/relay", method: "POST", headers: { "content-type": "text/plain" }, body: "x" },
        415,
        "MEDIA_TYPE_UNSUPPORTED",
      ],
      [
        "a missing member",
        { path: "/v1/relay", method: "POST", headers: json, body: "{}" },
        400,
        "REQUEST_MALFORMED",
      ],
      [
        "a poisoned prototype",
        { path: "/v1/relay", method: "POST", headers: json, body: '{"__proto__":{"x":1}}' },
        400,
        "JSON_MALFORMED",
      ],
      [
        "a body too large",
        { path: "/v1/relay", method: "POST", headers: json, body: `"${"x".repeat(3 << 20)}"` },
        413,
        "BODY_TOO_LARGE",
      ],
      ["a URL that cannot be decoded", { path: "/v1/records/%zz" }, 400, "URL_MALFORMED"],
    ];
    for (const [what, { path = "/", ...init }, status, code] of cases) {
      const answer = await fetch(url + path, init);
      assert.equal(answer.status, status, what);
      assert.equal(await codeOfResponse(answer), code, what);
    }
  });

  it("are told which member is wrong, and never its value", async () => {
    const canary = "0123456789-canary-value";
    const body = JSON.stringify({ chainId: 7101, to: canary, data: "0x", idempotencyKey: "x".repeat(20) });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/v1/relay`, { method: "POST", headers, body });
    const text = await answer.text();
    assert.match(text, /"member":"\/to"/);
    assert.ok(!text.includes(canary));
  });

  it("are cut off when they are no HTTP, or their headers are too large", async () => {
    assert.match(await raw("NONSENSE\r\n\r\n"), /^HTTP\/1\.1 400 .*"code":"HTTP_MALFORMED"/s);
    const large = `GET /health HTTP/1.1\r\nHost: x\r\nX-Large: ${"x".repeat(20_000)}\r\n\r\n`;
    assert.match(await raw(large), /"code":"HEADERS_TOO_LARGE"/);
  });

  it("do not reach a route that takes octets with a cut body", async () => {
    const { sessionKey } = await loggedIn(doctor);
    const bytes = new Uint8Array(1_000).fill(7);
    const signed = await signRequest({
      sessionKey,
      method: "POST",
      targetUri: `${url}/v1/objects`,
      bodySha256: sha256(bytes),
    });
    const headers = { ...signed, "content-type": "application/octet-stream" };
    const cut = await fetch(`${url}/v1/objects`, { method: "POST", headers, body: bytes.subarray(0, 999) });
    assert.equal(await codeOfResponse(cut), "CONTENT_DIGEST_WRONG");
  });
});

describe("pages of other origins", () => {
  it("may read answers only when the configuration lists them", async () => {
    for (const [origin, allowed] of [
      [DAPP, DAPP],
      ["https://evil.example", null],
    ] as const) {
      const answer = await fetch(`${url}/health`, { headers: { origin } });
      assert.equal(answer.headers.get("access-control-allow-origin"), allowed);
      const preflight = await fetch(`${url}/v1/relay`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
      assert.equal(preflight.headers.get("access-control-allow-origin"), allowed);
    }
  });

  it("get headers that keep answers from being framed, sniffed or cached", async () => {
    const { headers } = await fetch(`${url}/health`);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'self'/);
    assert.equal(headers.get("x-powered-by"), null);
  });
});

describe("metrics", () => {
  it("are for the operator: not through a proxy that nobody configured", async () => {
    assert.equal((await fetch(`${url}/metrics`)).status, 200);
    const forwarded = await fetch(`${url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } });
    assert.equal(await codeOfResponse(forwarded), "METRICS_NOT_PERMITTED");
  });

  it("follow a trusted proxy to the caller it names", async () => {
    const trusting = await startOracles(
      hospitalPlan(dnsName, chain, (config) => ({
        ...config,
        http: { ...config.http, trustedProxies: ["127.0.0.1"] },
      })),
    );
    try {
      const target = `${trusting.get(dnsName).oracle.url}/metrics`;
      const outside = await fetch(target, { headers: { "x-forwarded-for": "203.0.113.9" } });
      assert.equal(await codeOfResponse(outside), "METRICS_NOT_PERMITTED");
      const inside = await fetch(target, { headers: { "x-forwarded-for": "127.0.0.1" } });
      assert.equal(inside.status, 200);
    } finally {
      await trusting.close();
    }
  });
});

describe("rates", () => {
  it("are limited per session, whatever address it comes from", async () => {
    const limited = await startOracles(
      hospitalPlan(dnsName, chain, (config) => ({
        ...config,
        limits: { ...config.limits, requestsPerMinutePerSession: 5 },
      })),
    );
    try {
      const { client } = await loggedIn(patient, limited.get(dnsName).oracle.url);
      for (let request = 0; request < 5; request++) await client.session();
      assert.equal(await codeOf(client.session()), "RATE_LIMITED");
      const other = await loggedIn(patient, limited.get(dnsName).oracle.url);
      await other.client.session();
    } finally {
      await limited.close();
    }
  });

  it("are limited per address", async () => {
    const limited = await startOracles(
      hospitalPlan(dnsName, chain, (config) => ({
        ...config,
        limits: { ...config.limits, requestsPerMinutePerAddress: 3 },
      })),
    );
    try {
      const statuses: number[] = [];
      for (let request = 0; request < 4; request++) {
        statuses.push((await fetch(`${limited.get(dnsName).oracle.url}/health`)).status);
      }
      assert.deepEqual(statuses, [200, 200, 200, 429]);
    } finally {
      await limited.close();
    }
  });
});

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string().optional() }))),
});

async function documentedRoutes() {
  const document = documentSchema.parse(await (await fetch(`${url}/docs/json`)).json());
  return Object.entries(document.paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({
      name: `${method.toUpperCase()} ${pattern}`,
      method: method.toUpperCase(),
      path: pattern.replaceAll(/\{[^}]+\}/g, `0x${"11".repeat(32)}`),
      summary,
    })),
  );
}

async function loggedIn(person: TestPerson, baseUrl = url) {
  const sessionKey: SessionKey = await createSessionKey();
  const retry = { attempts: 1, baseDelayMs: 1 };
  const client = createOracleClient({ baseUrl, signer: person.account, person, sessionKey, retry });
  await client.login();
  return { client, sessionKey };
}

/** Sends bytes as they are and gives everything that comes back. */
async function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(bytes);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
