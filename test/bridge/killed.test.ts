import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { oracleAccount } from "../oracle/fixture/chain.ts";
import { type OracleProcess, spawnOracle } from "../oracle/fixture/process.ts";
import { upload } from "../oracle/people/fixture/people.ts";
import { register } from "./fixture/records.ts";
import { type BridgePatient, type Gates, NAMES, type World, loginAt, startWorld } from "./fixture/world.ts";
import { inboxTotals, untilHealth, untilPosted } from "./fixture/waits.ts";

type Target = "hospital" | "authority";
const PATIENCE_MS = 30_000;

let world: World;
let gates: Gates;
let alice: BridgePatient;
const running = new Map<Target, OracleProcess>();
let items = 0;

before(async () => {
  world = await startWorld({ isGated: true });
  gates = world.gates ?? assert.fail();
  await start("hospital");
  await start("authority");
  alice = await world.patient(world.hospital);
  const client = await loginAt(urlOf("hospital"), alice);
  await client.keys.publish(await upload(alice.keys));
  await write();
  await untilPosted(world, items);
});
after(async () => {
  await Promise.all([...running.values()].map((each) => each.kill("SIGKILL")));
  await world.close();
});

async function start(target: Target): Promise<void> {
  running.set(target, await spawnOracle(world.of(target).configPath));
}

async function kill(target: Target): Promise<void> {
  await running.get(target)?.kill("SIGKILL");
  running.delete(target);
}

function urlOf(target: string): string {
  return [...running].find(([name]) => name === target)?.[1].url ?? "";
}

async function write(): Promise<void> {
  await register(world.hospital.chain, world.hospital.doctor, alice.person);
  items += 1;
}

/** What an oracle has on its disk, as another process sees it. */
function count(target: Target, sql: string): number {
  const file = join(world.written.folder, NAMES[target], "data", "oracle.sqlite");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare(`SELECT COUNT(*) AS n FROM ${sql}`).get()?.["n"]);
  } finally {
    database.close();
  }
}

async function untilMore(target: Target, sql: string): Promise<void> {
  const before = count(target, sql);
  const end = Date.now() + PATIENCE_MS;
  while (count(target, sql) <= before) {
    assert.ok(Date.now() < end, running.get(target)?.log().slice(-2_000));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const UNPOSTED = "summary_sections";
const FORMED = "summary_batches";
const SIGNED = "transactions WHERE owner = 'summaries'";

/** Each stage: who is killed, what holds it up there, and what on disk says that it has come so far. */
const STAGES: readonly {
  readonly name: string;
  readonly victim: Target;
  hold(): Promise<void> | void;
  reached(): Promise<void>;
}[] = [
  {
    name: "the institution, with a section signed that nobody has taken in",
    victim: "hospital",
    hold: () => gates.replica.shut(),
    reached: () => untilMore("hospital", UNPOSTED),
  },
  {
    name: "the authority, with a section taken in and no batch",
    victim: "authority",
    hold: () => gates.own.refuse("eth_call"),
    reached: () => untilMore("authority", UNPOSTED),
  },
  {
    name: "the authority, with a batch signed and no transaction",
    victim: "authority",
    hold: () => gates.own.refuse("eth_estimateGas"),
    reached: () => untilMore("authority", FORMED),
  },
  {
    name: "the authority, with a transaction signed that was never sent",
    victim: "authority",
    hold: () => gates.own.refuse("eth_sendRawTransaction"),
    reached: () => untilMore("authority", SIGNED),
  },
  {
    name: "the authority, with a batch on the chain that it has not read",
    victim: "authority",
    hold: () => gates.own.hold(),
    reached: () => untilPosted(world, items),
  },
  {
    name: "the institution, with a section on the chain that it has not read",
    victim: "hospital",
    hold: () => undefined,
    reached: () => untilPosted(world, items),
  },
];

describe("oracles that are killed at a stage (rule 23)", () => {
  for (const { name, victim, hold, reached } of STAGES) {
    it(`post each record once: ${name}`, async () => {
      try {
        await hold();
        await Promise.all([reached(), write()]);
        await kill(victim);
      } finally {
        for (const gate of [gates.own, gates.replica]) gate.open();
      }
      await start(victim);
      await untilPosted(world, items);
    });
  }

  it("have sent no transaction in vain", async () => {
    const { batches } = await inboxTotals(world);
    const { address } = oracleAccount(world.of("authority").orgId);
    assert.equal(await world.inbox.getTransactionCount({ address }), batches);
    const seen = { ...world, url: urlOf, log: () => running.get("authority")?.log() ?? "" };
    await untilHealth(seen, "authority", (health) => health.batches === batches);
  });
});
