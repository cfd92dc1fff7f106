import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type SessionKey, createOracleClient, createSessionKey, signRequest } from "@medlattice/sdk/client";
import { sha256 } from "@medlattice/sdk/codec";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { type TestChain, startTestChain } from "./fixture/chain.ts";
import { codeOfResponse } from "./fixture/errors.ts";
import { type TestOracle, type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let oracle: TestOracle;
let manager: TestPerson;
let patient: TestPerson;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  manager = await enroll(chain, hospital, ROLE.manager);
  patient = await enroll(chain, hospital, ROLE.patient, manager);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  oracle = oracles.get(dnsName);
});

after(async () => {
  await oracles.close();
  await chain.close();
});

describe("signed requests", () => {
  it("are refused without a signature", async () => {
    assert.equal(await codeOfResponse(await fetch(`${oracle.oracle.url}/v1/session`)), "SIGNATURE_MISSING");
  });

  it("are taken once", async () => {
    const { send } = await loggedIn();
    assert.equal((await send({})).status, 200);
    const again = await send({ nonce: "AAAAAAAAAAAAAAAAAAAAAA" });
    assert.equal(again.status, 200);
    assert.equal(await codeOfResponse(await send({ nonce: "AAAAAAAAAAAAAAAAAAAAAA" })), "REQUEST_REPLAYED");
  });

  it("are refused outside the time window, in both directions, and taken inside it", async () => {
    const { send } = await loggedIn();
    const now = Math.floor(Date.now() / 1000);
    for (const skew of [-70, 70]) {
      assert.equal(
        await codeOfResponse(await send({ createdSeconds: now + skew })),
        "SIGNATURE_TIME",
        `${skew} s`,
      );
    }
    for (const skew of [-50, 50])
      assert.equal((await send({ createdSeconds: now + skew })).status, 200, `${skew} s`);
  });

  it("are refused for another path, query or method than was signed", async () => {
    const { send } = await loggedIn();
    const changed = [{ path: "/v1/persons/me/records" }, { path: "/v1/session?x=1" }, { method: "DELETE" }];
    for (const sent of changed) assert.equal(await codeOfResponse(await send({}, sent)), "SIGNATURE_WRONG");
  });

  it("are refused by a key that has no session", async () => {
    const { send } = await loggedIn();
    const response = await send({ sessionKey: await createSessionKey() });
    assert.equal(response.status, 401);
    assert.equal(await codeOfResponse(response), "SESSION_UNKNOWN");
  });

  it("are refused when the body is another than was signed, or unsigned", async () => {
    const { send } = await loggedIn();
    const body = JSON.stringify({ sizeBytes: 1, sha256: "00".repeat(32) });
    const target = { method: "POST", path: "/v1/uploads" };
    const good = { ...target, bodySha256: sha256(Buffer.from(body)) };
    assert.equal((await send(good, { ...target, body })).status, 201);
    const other = body.replace("1", "2");
    assert.equal(await codeOfResponse(await send(good, { ...target, body: other })), "CONTENT_DIGEST_WRONG");
    assert.equal(await codeOfResponse(await send(target, { ...target, body })), "SIGNATURE_MALFORMED");
  });

  it("are refused when a header is not in the agreed form", async () => {
    const { headers } = await loggedIn();
    const good = await headers({});
    const input = good["signature-input"] ?? "";
    const wrong: readonly Record<string, string>[] = [
      { "signature-input": input.replace("ecdsa-p256-sha256", "hmac-sha256") },
      { "signature-input": input.replace('"@method" ', "") },
      { "signature-input": `${input}, other=("@method");created=1` },
      { "signature-input": input.replace("medlattice=", "other=") },
      { signature: "medlattice=:AAAA:" },
      { signature: good["signature"]?.replace("=:", "=") ?? "" },
    ];
    for (const change of wrong) {
      const response = await fetch(`${oracle.oracle.url}/v1/session`, { headers: { ...good, ...change } });
      assert.equal(await codeOfResponse(response), "SIGNATURE_MALFORMED", JSON.stringify(change));
    }
  });

  it("see nothing of what other sessions see", async () => {
    const other = await enroll(chain, hospital, ROLE.patient, manager);
    const [mine, theirs] = [await loggedIn(patient), await loggedIn(other)];
    const body = JSON.stringify({ sizeBytes: 2 << 20, sha256: "ab".repeat(32) });
    const bodySha256 = sha256(new TextEncoder().encode(body));
    const begin = { method: "POST", path: "/v1/uploads" } as const;
    const begun = await mine.send({ ...begin, bodySha256 }, { ...begin, body });
    const { uploadId } = (await begun.json()) as { uploadId: string };
    const path = `/v1/uploads/${uploadId}`;
    assert.equal((await mine.send({ path }, { path })).status, 200);
    assert.equal(await codeOfResponse(await theirs.send({ path }, { path })), "UPLOAD_NOT_FOUND");
  });
});

interface SignChange {
  nonce?: string;
  createdSeconds?: number;
  sessionKey?: SessionKey;
  method?: string;
  path?: string;
  bodySha256?: Uint8Array;
}

async function clientOf(person: TestPerson, sessionKey?: SessionKey) {
  return createOracleClient({
    baseUrl: oracle.oracle.url,
    signer: person.account,
    person,
    sessionKey: sessionKey ?? (await createSessionKey()),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
}

/** A session, and requests of it that can differ from what was signed in one thing. */
async function loggedIn(person = patient) {
  const own = await createSessionKey();
  await (await clientOf(person, own)).login();
  const headers = ({ method = "GET", path = "/v1/session", sessionKey = own, ...rest }: SignChange) =>
    signRequest({ sessionKey, method, targetUri: oracle.oracle.url + path, ...rest });
  const send = async (
    signed: SignChange,
    sent: { method?: string; path?: string; body?: string } = {},
  ): Promise<Response> =>
    fetch(oracle.oracle.url + (sent.path ?? "/v1/session"), {
      method: sent.method ?? "GET",
      headers: {
        ...(await headers(signed)),
        ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(sent.body === undefined ? {} : { body: sent.body }),
    });
  return { headers, send };
}
