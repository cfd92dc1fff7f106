import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { createPublicClient, http } from "viem";
import { type TestChain, oracleAccount, startTestChain } from "./fixture/chain.ts";
import { type WrittenNetwork, hospitalPlan, writeOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, credential, enroll } from "./fixture/person.ts";
import { type OracleProcess, failToStart, spawnOracle } from "./fixture/process.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
const ROUNDS = 8;
const CALLS_PER_ROUND = 12;
let chain: TestChain;
let manager: TestPerson;
let written: WrittenNetwork;
let configPath: string;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  manager = await enroll(chain, hospital, ROLE.manager);
  written = await writeOracles(
    hospitalPlan(dnsName, chain, (plain) => ({
      ...plain,
      limits: { ...plain.limits, anonymousRelaysPerMinute: 100_000 },
    })),
  );
  configPath = written.oracles[0]?.configPath ?? "";
});

after(async () => {
  await chain.close();
  await rm(written.folder, { recursive: true, force: true });
});

describe("an oracle that is killed", () => {
  it(`loses no call and posts none twice, over ${ROUNDS} kills at different moments`, async () => {
    const people: TestPerson[] = [];
    let oracle = await spawnOracle(configPath);
    for (let round = 0; round < ROUNDS; round++) {
      const calls = await Promise.all(Array.from({ length: CALLS_PER_ROUND }, newcomer));
      people.push(...calls.map(({ person }) => person));
      const sent = calls.map(({ body }) => post(oracle, body));
      await new Promise((resolve) => setTimeout(resolve, round * 15));
      await oracle.kill("SIGKILL");
      await Promise.allSettled(sent);
      oracle = await spawnOracle(configPath);
      // Half of the callers ask again, the others never do.
      const again = await Promise.all(calls.slice(CALLS_PER_ROUND / 2).map(({ body }) => post(oracle, body)));
      assert.deepEqual(new Set(again), new Set([200]), oracle.log());
    }
    await drained(oracle);
    assert.equal(await oracle.kill("SIGTERM"), 0);

    const client = createPublicClient({ transport: http(chain.chain.url) });
    const enrolled = await client.getContractEvents({
      address: chain.contracts.IdentityRegistry,
      abi: ABIS.IdentityRegistry,
      eventName: "PersonEnrolled",
      fromBlock: 0n,
      strict: true,
    });
    const byOracle = enrolled.filter(({ args }) => people.some(({ personId }) => personId === args.personId));
    const sentInAll = await client.getTransactionCount({ address: oracleAccount(hospital).address });
    assert.ok(byOracle.length >= (ROUNDS * CALLS_PER_ROUND) / 2);
    assert.equal(
      sentInAll,
      byOracle.length,
      "every transaction of the oracle enrolled somebody, none reverted",
    );
  });

  it("is started again at once, while a second start on the same folder is refused plainly", async () => {
    const first = await spawnOracle(configPath);
    const second = await failToStart(configPath);
    assert.equal(second.code, 2);
    assert.match(second.message, /^DATA_FOLDER_IN_USE: Another oracle is running on this data folder\./);
    await first.kill("SIGKILL");
    const third = await spawnOracle(configPath);
    assert.equal(await third.kill("SIGTERM"), 0);
  });
});

async function newcomer(): Promise<{ person: TestPerson; body: unknown }> {
  const { person, to, data } = await credential(chain, hospital, ROLE.patient, manager);
  return { person, body: { chainId: chain.chainId, to, data, idempotencyKey: person.personId.slice(2, 42) } };
}

/** The status of the answer; 0 when there was none. */
async function post(oracle: OracleProcess, body: unknown): Promise<number> {
  try {
    const answer = await fetch(`${oracle.url}/v1/relay`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.status;
  } catch {
    return 0;
  }
}

async function drained(oracle: OracleProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const health = (await (await fetch(`${oracle.url}/health`)).json()) as {
      outbox: { transactions: number };
    };
    if (health.outbox.transactions === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail("the outbox does not drain");
}
