import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { type Hex, createTestClient, http } from "viem";
import type { IndexQueries } from "../../oracle/src/index/queries.ts";
import { type Deployed, deployTo } from "./fixture/chain.ts";
import { ROLE, type TestPerson, enroll, random32 } from "./fixture/person.ts";
import { configOf, deny, newDatabase, newIndex } from "./fixture/readModel.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
const temporary = mkdtempSync(join(tmpdir(), "medlattice-index-"));
const closing: (() => Promise<void> | void)[] = [];

after(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(temporary, { recursive: true });
});

describe("the index of a chain that reorganises", () => {
  let chain: Deployed;
  let patient: TestPerson;
  let rpcUrl: string;

  before(async () => {
    rpcUrl = await startHardhatNode(7101);
    chain = await deployTo(rpcUrl, 7101, "private", [{ dnsName, kind: 1 }], join(temporary, "deployment"));
    const manager = await enroll(chain, hospital, ROLE.manager);
    patient = await enroll(chain, hospital, ROLE.patient, manager);
  });

  it("forgets what is no longer so, keeps what still is, and takes in what is new", async () => {
    const { index, queries } = newIndex(configOf(chain, rpcUrl), newDatabase(temporary));
    const [kept, lost, gained] = [random32(), random32(), random32()];
    const node = createTestClient({ mode: "hardhat", transport: http(rpcUrl) });
    await deny(chain, patient, kept);
    const snapshot = await node.snapshot();
    await deny(chain, patient, lost);
    await index.sync();
    assert.deepEqual(tagsOf(queries, patient), new Set([kept, lost]));

    await node.revert({ id: snapshot });
    await deny(chain, patient, gained);
    await deny(chain, patient, random32());
    await index.sync();
    assert.ok(queries.isDenied(7101, patient.personId, kept));
    assert.ok(queries.isDenied(7101, patient.personId, gained));
    assert.ok(!queries.isDenied(7101, patient.personId, lost));
    assert.equal(queries.totals(7101).people, 2);
  });

  it("does not take a node that lags for a reorganisation", async () => {
    const { index, queries } = newIndex(configOf(chain, rpcUrl), newDatabase(temporary));
    const node = createTestClient({ mode: "hardhat", transport: http(rpcUrl) });
    const tag = random32();
    const snapshot = await node.snapshot();
    await deny(chain, patient, tag);
    await index.sync();
    const { block } = index.status();
    await node.revert({ id: snapshot });
    await index.sync();
    assert.equal(index.status().block, block);
    assert.ok(queries.isDenied(7101, patient.personId, tag));
  });

  it("leaves the newest blocks out as long as they are not final", async () => {
    const { index, queries } = newIndex(
      { ...configOf(chain, rpcUrl), confirmations: 2 },
      newDatabase(temporary),
    );
    const tag = random32();
    await deny(chain, patient, tag);
    await index.sync();
    assert.ok(!queries.isDenied(7101, patient.personId, tag));
    await deny(chain, patient, random32());
    await deny(chain, patient, random32());
    await index.sync();
    assert.ok(queries.isDenied(7101, patient.personId, tag));
  });
});

function tagsOf(queries: IndexQueries, person: TestPerson): Set<Hex> {
  return new Set(queries.denials(person).map(({ tag }) => tag));
}

/** Hardhat's node: the same engine, but one that can be turned back. */
async function startHardhatNode(chainId: number): Promise<string> {
  const free = {
    type: "edr-simulated",
    chainType: "l1",
    chainId,
    hardfork: "prague",
    initialBaseFeePerGas: 0,
  } as const;
  const hre = await createHardhatRuntimeEnvironment({ networks: { free } });
  const server = await hre.network.createServer("free", "127.0.0.1", 0);
  const { address, port } = await server.listen();
  closing.push(() => server.close());
  return `http://${address}:${port}`;
}
