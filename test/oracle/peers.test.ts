import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { createOracleClient, createSessionKey, objectReply } from "@medlattice/sdk/client";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { pino } from "pino";
import { Agent, request } from "undici";
import { maintainPki, pkiPaths, revokeCertificate } from "../../network/src/pki/index.ts";
import { loadConfig } from "../../oracle/src/index.ts";
import { type PeerClient, createPeerClient } from "../../oracle/src/peers/createPeerClient.ts";
import { followTlsFolder } from "../../oracle/src/pki/followTlsFolder.ts";
import { type TestChain, startTestChain } from "./fixture/chain.ts";
import { codeOf, errorOf, eventually } from "./fixture/errors.ts";
import { HEALTH_AUTHORITY, type TestOracles, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";

const HOSPITAL = "hospital.example";
const TRUST = "trust.example";
const PLATFORM = "platform.example";
const hospital = orgIdOf(HOSPITAL);
const trust = orgIdOf(TRUST);
let chain: TestChain;
let consortium: TestChain;
let oracles: TestOracles;
let doctor: TestPerson;
const closing: (() => Promise<unknown> | void)[] = [];

before(async () => {
  const organizations = [HOSPITAL, TRUST, PLATFORM].map((dnsName) => ({ dnsName, kind: 1 }));
  chain = await startTestChain(7101, "private", organizations);
  consortium = await startTestChain(7100, "consortium", organizations);
  const manager = await enroll(chain, hospital, ROLE.manager);
  doctor = await enroll(chain, hospital, ROLE.doctor, manager);
  oracles = await startOracles({
    chains: [
      { chain, kind: "private" },
      { chain: consortium, kind: "consortium" },
    ],
    oracles: [
      {
        dnsName: HOSPITAL,
        kind: "Hospital",
        roles: ["institution", "proxy", "provider"],
        chains: [7101, 7100],
      },
      { dnsName: TRUST, kind: "DataTrust", roles: ["proxy", "provider"], chains: [7100] },
      { dnsName: PLATFORM, kind: "InternetPlatform", roles: ["institution", "proxy"], chains: [7100] },
    ],
  });
});

after(async () => {
  for (const close of closing) await close();
  await oracles.close();
  await Promise.all([chain.close(), consortium.close()]);
});

describe("oracles among themselves", () => {
  it("keep a second copy of a sealed file", async () => {
    const client = await clientOf(doctor, HOSPITAL);
    await client.login();
    const content = new Uint8Array(3_000_000).map((_, index) => index % 251);
    const stored = await client.objects.put(content);
    assert.deepEqual(
      stored.providers.map(({ organization }) => organization),
      [hospital, trust],
    );
    await eventually(async () =>
      (await client.objects.info(stored.cid)).providers.every((each) => each.stored),
    );
    const copy = await peerClient(HOSPITAL).stream(trust, {
      method: "GET",
      path: `/peer/v1/objects/${stored.cid}`,
    });
    const parts: Uint8Array[] = [];
    for await (const part of copy) parts.push(part);
    assert.ok(Buffer.concat(parts).equals(Buffer.from(content)));
  });

  it("fetch a file again whose own copy was damaged", async () => {
    const client = await clientOf(doctor, HOSPITAL);
    await client.login();
    const content = randomBytes(2_500_000);
    const { cid } = await client.objects.put(new Blob([content]));
    await eventually(async () => (await client.objects.info(cid)).providers.every((each) => each.stored));
    const blocks = join(oracles.written.folder, HOSPITAL, "data", "blocks");
    for (const entry of await readdir(blocks, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await writeFile(join(entry.parentPath, entry.name), "rot");
    }
    const read = async () => Buffer.from(await new Response(client.objects.get(cid)).arrayBuffer());
    assert.equal(await codeOf(read()), "OBJECT_DAMAGED");
    await eventually(async () => (await read().catch(() => undefined))?.equals(content) === true);
  });

  it("give a copy back to nobody but who brought it", async () => {
    const client = await clientOf(doctor, HOSPITAL);
    await client.login();
    const { cid } = await client.objects.put(new Uint8Array([1, 2, 3]));
    await eventually(async () => (await client.objects.info(cid)).providers.every((each) => each.stored));
    const asked = peerClient(PLATFORM).stream(trust, { method: "GET", path: `/peer/v1/objects/${cid}` });
    assert.equal(await codeOf(asked), "OBJECT_NOT_PERMITTED");
  });

  it("refuse content under another CID", async () => {
    const stream = Readable.from([Buffer.from("other")]);
    const path = "/peer/v1/objects/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    const put = peerClient(HOSPITAL).json(trust, { method: "PUT", path, stream }, objectReply);
    assert.equal(await codeOf(put), "OBJECT_OTHER_CONTENT");
  });

  it("name the one that cannot be reached", async () => {
    const config = loadConfig(oracles.get(HOSPITAL).configPath);
    const nowhere = config.peers.map((peer) => ({ ...peer, peerUrl: "https://localhost:9" }));
    const client = createPeerClient(nowhere, followTlsFolder(oracles.get(HOSPITAL).tlsFolder, silent));
    closing.push(() => client.close());
    const error = await errorOf(client.stream(trust, { method: "GET", path: "/" }));
    assert.equal(error.code, "PEER_UNREACHABLE");
    assert.equal(error.facts["organization"], TRUST);
    assert.ok(error.retryable);
  });
});

describe("certificates between oracles", () => {
  const path = "/peer/v1/objects/bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

  it("are asked for", async () => {
    const agent = new Agent({ connect: { rejectUnauthorized: false } });
    closing.push(() => agent.close());
    await assert.rejects(request(new URL(path, peerUrl(TRUST)), { dispatcher: agent }));
  });

  it("of another root are refused by both sides", async () => {
    const folder = await mkdtemp(join(tmpdir(), "medlattice-pki-"));
    closing.push(() => rm(folder, { recursive: true }));
    await maintainPki({ folder, authority: HEALTH_AUTHORITY, organizations: [{ dnsName: HOSPITAL }] });
    const foreign = pkiPaths(folder).oracle(HOSPITAL);
    assert.equal(
      await codeOf(clientWith(foreign).stream(trust, { method: "GET", path })),
      "PEER_UNREACHABLE",
    );
    // It believes our root now, and is not believed itself.
    const ours = oracles.get(HOSPITAL).tlsFolder;
    for (const file of ["roots.pem", "revocations.pem", "intermediates.pem"])
      await copyFile(join(ours, file), join(foreign, file));
    assert.equal(
      await codeOf(clientWith(foreign).stream(trust, { method: "GET", path })),
      "PEER_UNREACHABLE",
    );
  });

  it("decide who answers, not the address", async () => {
    const config = loadConfig(oracles.get(HOSPITAL).configPath);
    const crossed = config.peers.map((peer) => ({ ...peer, peerUrl: peerUrl(PLATFORM) }));
    const client = createPeerClient(crossed, followTlsFolder(oracles.get(HOSPITAL).tlsFolder, silent));
    closing.push(() => client.close());
    assert.equal(await codeOf(client.stream(trust, { method: "GET", path })), "PEER_ORGANIZATION_WRONG");
    assert.equal(await codeOf(client.stream(orgIdOf(PLATFORM), { method: "GET", path })), "ROUTE_NOT_FOUND");
  });

  it("that are revoked are refused once the lists are read again", async () => {
    const { written } = oracles;
    assert.equal(
      await codeOf(peerClient(PLATFORM).stream(trust, { method: "GET", path })),
      "OBJECT_NOT_PERMITTED",
    );
    await revokeCertificate({
      folder: written.pkiFolder,
      kind: "oracle",
      dnsName: PLATFORM,
      reason: "key-compromise",
    });
    // A fresh reader of the folder, as the running oracle is within half a minute.
    const tls = followTlsFolder(oracles.get(TRUST).tlsFolder, silent).current();
    const server = createServer({ ...tls.server }, (_request, response) => response.end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const config = loadConfig(oracles.get(PLATFORM).configPath);
    const peers = config.peers
      .filter(({ orgId }) => orgId === trust)
      .map((peer) => ({ ...peer, peerUrl: `https://localhost:${port}` }));
    const revoked = createPeerClient(peers, followTlsFolder(oracles.get(PLATFORM).tlsFolder, silent));
    const valid = createPeerClient(peers, followTlsFolder(oracles.get(HOSPITAL).tlsFolder, silent));
    closing.push(
      () => revoked.close(),
      () => valid.close(),
    );
    assert.equal(await codeOf(revoked.stream(trust, { method: "GET", path })), "PEER_UNREACHABLE");
    assert.ok(await valid.stream(trust, { method: "GET", path }));
  });
});

describe("a login that lists further oracles", () => {
  it("opens sessions at each of them with one signature of the wallet", async () => {
    const manager = await enroll(consortium, hospital, ROLE.manager);
    const sessionKey = await createSessionKey();
    const [first, second, third] = await Promise.all(
      [HOSPITAL, TRUST, PLATFORM].map((dnsName) => clientOf(manager, dnsName, sessionKey)),
    );
    const signed = await first?.login({ oracles: [trust] });
    assert.ok(signed !== undefined && second !== undefined && third !== undefined);
    assert.equal((await second.present(signed)).personId, manager.personId);
    assert.equal((await second.session()).chainId, 7100);
    assert.equal(await codeOf(third.present(signed)), "LOGIN_REFUSED");
  });

  it("keeps a session to the chain it was opened on", async () => {
    const client = await clientOf(doctor, HOSPITAL);
    await client.login();
    const call = { chainId: 7100, to: consortium.contracts.ConsentRegistry, data: "0x" as const };
    const error = await errorOf(client.relay(call));
    assert.equal(error.code, "CALL_MALFORMED");
    assert.equal((await client.session()).chainId, 7101);
  });
});

const silent = pino({ level: "silent" });

async function clientOf(
  person: TestPerson,
  dnsName: string,
  sessionKey?: Awaited<ReturnType<typeof createSessionKey>>,
) {
  return createOracleClient({
    baseUrl: oracles.get(dnsName).oracle.url,
    signer: person.account,
    person,
    sessionKey: sessionKey ?? (await createSessionKey()),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
}

function peerUrl(dnsName: string): string {
  return (oracles.get(dnsName).oracle.peerUrl ?? "").replace("127.0.0.1", "localhost");
}

/** Acts as the oracle of an organisation towards the others. */
function peerClient(dnsName: string): PeerClient {
  const { peers } = loadConfig(oracles.get(dnsName).configPath);
  const client = createPeerClient(peers, followTlsFolder(oracles.get(dnsName).tlsFolder, silent));
  closing.push(() => client.close());
  return client;
}

function clientWith(tlsFolder: string): PeerClient {
  const { peers } = loadConfig(oracles.get(HOSPITAL).configPath);
  const client = createPeerClient(peers, followTlsFolder(tlsFolder, silent));
  closing.push(() => client.close());
  return client;
}
