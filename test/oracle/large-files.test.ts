import assert from "node:assert/strict";
import { createHash, randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { type OracleClient, createOracleClient, createSessionKey, signRequest } from "@medlattice/sdk/client";
import type { SessionKey } from "@medlattice/sdk/client";
import { iterate } from "@medlattice/sdk/codec";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { type TestChain, startTestChain } from "./fixture/chain.ts";
import { type WrittenNetwork, hospitalPlan, writeOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";
import { type OracleProcess, spawnOracle } from "./fixture/process.ts";

const dnsName = "hospital.example";
const SIZE = 96 << 20;
/** Far below the file: a few parts, blocks and buffers. */
const ROOM_BYTES = 64 << 20;
let chain: TestChain;
let written: WrittenNetwork;
let oracle: OracleProcess;
let doctor: TestPerson;
let sessionKey: SessionKey;
let client: OracleClient;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  const manager = await enroll(chain, orgIdOf(dnsName), ROLE.manager);
  doctor = await enroll(chain, orgIdOf(dnsName), ROLE.doctor, manager);
  written = await writeOracles(hospitalPlan(dnsName, chain));
  oracle = await spawnOracle(written.oracles[0]?.configPath ?? "");
  sessionKey = await createSessionKey();
  client = createOracleClient({ baseUrl: oracle.url, signer: doctor.account, person: doctor, sessionKey });
  await client.login();
});

after(async () => {
  await oracle.kill("SIGTERM");
  await chain.close();
  await rm(written.folder, { recursive: true, force: true });
});

describe("large files", () => {
  it("pass through an oracle without growing it, in parts, in one request, and back", async (context) => {
    const peak = peakBytes(oracle);
    if (peak === undefined) return context.skip("no /proc on this machine");
    const warm = await client.objects.put(new Blob([randomBytes(12 << 20)]));
    await digestOf(client.objects.get(warm.cid));
    const before = peakBytes(oracle) ?? 0;
    const content = randomBytes(SIZE);
    const sha256 = createHash("sha256").update(content).digest();
    const { cid, sizeBytes } = await client.objects.put(new Blob([content]));
    assert.equal(sizeBytes, SIZE);
    assert.ok((await digestOf(client.objects.get(cid))).equals(sha256));
    assert.equal(await putAtOnce(content, sha256), cid);
    const grown = (peakBytes(oracle) ?? 0) - before;
    assert.ok(grown < ROOM_BYTES, `grew by ${Math.round(grown / (1 << 20))} MiB`);
    return undefined;
  });

  it("are continued after the oracle was killed in the middle", async () => {
    const content = randomBytes(20 << 20);
    const progress: number[] = [];
    let restarted: Promise<OracleProcess> | undefined;
    const { cid } = await client.objects.put(new Blob([content]), {
      onProgress(done) {
        progress.push(done);
        if (done === 0 || restarted !== undefined) return;
        restarted = oracle.kill("SIGKILL").then(() => spawnOracle(written.oracles[0]?.configPath ?? ""));
      },
    });
    assert.ok(restarted !== undefined);
    oracle = await restarted;
    assert.equal(progress.filter((done) => done === 0).length, 1, "what had arrived is not sent again");
    assert.ok(
      (await digestOf(client.objects.get(cid))).equals(createHash("sha256").update(content).digest()),
    );
  });
});

function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  return randomFillSync(new Uint8Array(size));
}

/** The whole file as the body of one request. */
async function putAtOnce(content: Uint8Array<ArrayBuffer>, bodySha256: Uint8Array): Promise<string> {
  const targetUri = `${oracle.url}/v1/objects`;
  const signed = await signRequest({ sessionKey, method: "POST", targetUri, bodySha256 });
  const headers = { ...signed, "content-type": "application/octet-stream" };
  const answer = await fetch(targetUri, { method: "POST", headers, body: content });
  assert.equal(answer.status, 201);
  const { cid } = (await answer.json()) as { cid: string };
  return cid;
}

async function digestOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of iterate(stream)) hash.update(chunk);
  return hash.digest();
}

/** Peak resident memory of the process (Linux). */
function peakBytes({ child }: OracleProcess): number | undefined {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const kilobytes = /^VmHWM:\s+([0-9]+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
