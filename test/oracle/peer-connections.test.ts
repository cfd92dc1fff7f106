import assert from "node:assert/strict";
import { createServer } from "node:https";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { pino } from "pino";
import { Agent, request } from "undici";
import { z } from "zod";
import { maintainPki, pkiPaths, revokeCertificate } from "../../network/src/pki/index.ts";
import { createApp } from "../../oracle/src/http/createApp.ts";
import { type FollowedTls, followTlsFolder } from "../../oracle/src/pki/followTlsFolder.ts";
import { authenticatePeers, peerOf } from "../../oracle/src/peers/peerApp.ts";
import { createPeerClient } from "../../oracle/src/peers/createPeerClient.ts";
import { type OracleTls, tlsOptions } from "../../oracle/src/pki/tlsOptions.ts";
import { errorOf } from "./fixture/errors.ts";
import { HEALTH_AUTHORITY } from "./fixture/oracle.ts";

const HOSPITAL = "hospital.example";
const TRUST = "trust.example";
const ORGANIZATIONS = [HOSPITAL, TRUST, HEALTH_AUTHORITY].map((dnsName) => ({ dnsName }));

async function newPki(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "medlattice-peers-"));
  context.after(() => rm(folder, { recursive: true }));
  await maintainPki({ folder, authority: HEALTH_AUTHORITY, organizations: ORGANIZATIONS });
  return folder;
}

/** The peer side of the trust's oracle; `reread` is what happens when a file of its folder has changed. */
async function startTrust(context: TestContext, folder: string) {
  const own = pkiPaths(folder).oracle(TRUST);
  const listeners: ((tls: OracleTls) => void)[] = [];
  let current = tlsOptions(own);
  const tls: FollowedTls = {
    current: () => current,
    onChange: (listener) => void listeners.push(listener),
    stop: () => undefined,
  };
  const app = await createApp({
    logger: pino({ level: "silent" }),
    jsonBytes: 1_000,
    corsOrigins: [],
    requestsPerMinutePerAddress: 1_000,
    trustedProxies: [],
    https: current.server,
  });
  authenticatePeers(app, tls, new Set([orgIdOf(HOSPITAL)]));
  app.get("/peer/v1/whoami", async (asked) => peerOf(asked));
  const url = (await app.listen({ host: "127.0.0.1", port: 0 })).replace("127.0.0.1", "localhost");
  context.after(() => app.close());
  const reread = (): void => {
    current = tlsOptions(own);
    for (const listener of listeners) listener(current);
  };
  return { url, reread };
}

function hospitalAgent(context: TestContext, folder: string): Agent {
  const connect = tlsOptions(pkiPaths(folder).oracle(HOSPITAL)).client(orgIdOf(TRUST));
  const agent = new Agent({ connect, keepAliveTimeout: 60_000, connections: 1 });
  context.after(() => agent.destroy());
  return agent;
}

describe("a connection between oracles", () => {
  it("does not outlive the revocation of the certificate it began with", async (context) => {
    const folder = await newPki(context);
    const { url, reread } = await startTrust(context, folder);
    const dispatcher = hospitalAgent(context, folder);
    const ask = async () => {
      const answer = await request(new URL("/peer/v1/whoami", url), { dispatcher });
      await answer.body.dump();
      return answer.statusCode;
    };
    assert.equal(await ask(), 200);
    await revokeCertificate({ folder, kind: "oracle", dnsName: HOSPITAL, reason: "key-compromise" });
    reread();
    await assert.rejects(ask());
    await assert.rejects(ask());
  });

  it("is made anew by a peer whose certificate still holds", async (context) => {
    const folder = await newPki(context);
    const { url, reread } = await startTrust(context, folder);
    const dispatcher = hospitalAgent(context, folder);
    const ask = async () => (await request(new URL("/peer/v1/whoami", url), { dispatcher })).statusCode;
    assert.equal(await ask(), 200);
    reread();
    // A request may meet the closing connection; the next one makes its own.
    await ask().catch(() => undefined);
    assert.equal(await ask(), 200);
  });

  it("brings no answer that is longer than any that is asked for", async (context) => {
    const folder = await newPki(context);
    let sent = 0;
    const server = createServer(
      { ...tlsOptions(pkiPaths(folder).oracle(TRUST)).server },
      (_asked, answer) => {
        const filler = `[${"0,".repeat(1 << 19)}`;
        const more = (): void => {
          while (sent < 64 << 20) {
            sent += filler.length;
            if (!answer.write(filler)) return void answer.once("drain", more);
          }
          answer.end();
        };
        more();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    context.after(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const tls = followTlsFolder(pkiPaths(folder).oracle(HOSPITAL), pino({ level: "silent" }));
    const trust = { orgId: orgIdOf(TRUST), name: TRUST, peerUrl: `https://localhost:${port}` };
    const peer = { ...trust, kind: "DataTrust", isProvider: true, isAuthority: false } as const;
    const peers = createPeerClient([peer], tls);
    context.after(() => peers.close());
    const error = await errorOf(peers.json(trust.orgId, { method: "GET", path: "/" }, z.unknown()));
    assert.equal(error.code, "PEER_ANSWER_UNREADABLE");
    assert.ok(sent < 64 << 20, "it went on reading to the end");
    tls.stop();
  });

  it("is not made without any revocation list", async (context) => {
    const own = pkiPaths(await newPki(context)).oracle(TRUST);
    await writeFile(join(own, "revocations.pem"), "\n");
    assert.throws(
      () => tlsOptions(own),
      (error) => error instanceof InvalidInputError && error.code === "TLS_UNREADABLE",
    );
  });
});
