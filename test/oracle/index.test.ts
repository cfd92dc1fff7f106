import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { followChain } from "../../oracle/src/index/followChain.ts";
import { createChain } from "../../network/src/chain/index.ts";
import { deployTo, startTestChain } from "./fixture/chain.ts";
import { codeOf, eventually } from "./fixture/errors.ts";
import { ROLE, enroll, random32 } from "./fixture/person.ts";
import { configOf, deny, logger, newDatabase, newIndex } from "./fixture/readModel.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
const temporary = mkdtempSync(join(tmpdir(), "medlattice-index-"));
const closing: (() => Promise<void> | void)[] = [];

after(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(temporary, { recursive: true });
});

describe("the index of an embedded chain", () => {
  it("fills in what happened while it was away, and follows what happens", async () => {
    const chain = await startTestChain(7102, "private", [{ dnsName, kind: 1 }]);
    closing.push(() => chain.close());
    const manager = await enroll(chain, hospital, ROLE.manager);
    const patient = await enroll(chain, hospital, ROLE.patient, manager);
    const config = { ...configOf(chain, chain.chain.url), wsUrl: chain.chain.wsUrl };
    const { index, queries } = newIndex(config, newDatabase(temporary));
    const follower = followChain(config, index, logger);
    closing.push(() => follower.stop());
    await eventually(async () => queries.totals(7102).people === 2);
    const started = performance.now();
    const tag = random32();
    await deny(chain, patient, tag);
    await eventually(async () => queries.isDenied(7102, patient.personId, tag));
    assert.ok(performance.now() - started < 2_000, "pushed, not polled");
    assert.ok(await follower.waitFor(index.status().block, 10));
    assert.equal(await follower.waitFor(index.status().block + 1, 10), false);
  });

  it("takes up the subscription again after the chain was restarted", async () => {
    const dataDir = mkdtempSync(join(temporary, "restart-"));
    const input = { chainId: 7103, name: "restart", dataDir, genesisTime: 1_760_000_000 };
    let node = await createChain(input);
    const { url, wsUrl, port } = node;
    const chain = await deployTo(url, 7103, "private", [{ dnsName, kind: 1 }], join(dataDir, "deployment"));
    const config = { ...configOf(chain, url), wsUrl };
    const { index, queries } = newIndex(config, newDatabase(temporary));
    const follower = followChain(config, index, logger);
    await eventually(async () => index.status().block > 0);
    await node.close();
    node = await createChain({ ...input, port });
    closing.push(() => node.close());
    closing.push(() => follower.stop());
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await enroll(chain, hospital, ROLE.manager);
    const started = performance.now();
    await eventually(async () => queries.totals(7103).people === 1);
    assert.ok(performance.now() - started < 1_000, "pushed, not polled");
  });

  it("refuses a node that serves another chain than the one it was made of", async () => {
    const [first, second] = [await emptyChain(7104), await emptyChain(7105)];
    const database = newDatabase(temporary);
    const config = configOf({ chainId: 7104, contracts: NOWHERE, registryId: random32() }, first);
    await newIndex(config, database).index.sync();
    assert.equal(
      await codeOf(newIndex({ ...config, rpcUrls: [second] }, database).index.sync()),
      "CHAIN_REPLACED",
    );
  });

  it("says that the chain is silent when its node is down", async () => {
    const config = configOf(
      { chainId: 7106, contracts: NOWHERE, registryId: random32() },
      "http://127.0.0.1:9",
    );
    await assert.rejects(newIndex(config, newDatabase(temporary)).index.sync());
  });
});

const SOMEWHERE = `0x${"11".repeat(20)}` as const;
const NOWHERE = {
  OrganizationRegistry: SOMEWHERE,
  IdentityRegistry: SOMEWHERE,
  ConsentRegistry: SOMEWHERE,
  RecordRegistry: SOMEWHERE,
  UsageLedger: SOMEWHERE,
  RecordCorrection: SOMEWHERE,
};

async function emptyChain(chainId: number): Promise<string> {
  const dataDir = mkdtempSync(join(temporary, "empty-"));
  const chain = await createChain({ chainId, name: "empty", dataDir, genesisTime: 1_760_000_000 + chainId });
  closing.push(() => chain.close());
  return chain.url;
}
