import assert from "node:assert/strict";
import type { OracleClient } from "@medlattice/sdk/client";
import { readBatchData } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { seededRandom } from "../certainty/random.ts";
import { oracleAccount } from "../oracle/fixture/chain.ts";
import { type OracleProcess, spawnOracle } from "../oracle/fixture/process.ts";
import { upload } from "../oracle/people/fixture/people.ts";
import { registerMany } from "./fixture/records.ts";
import { type BridgePatient, type World, loginAt, startWorld } from "./fixture/world.ts";
import { inboxTotals } from "./fixture/waits.ts";

export interface ExactlyOnceOptions {
  /** In all, on two private chains. */
  readonly records: number;
  /** How often an oracle is killed, at random. */
  readonly kills: number;
  readonly seed: number;
  readonly onProgress: (text: string) => void;
}

export interface ExactlyOnceSummary {
  readonly seed: number;
  readonly records: number;
  readonly batches: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const TARGETS = ["hospital", "platform", "authority"] as const;
type Target = (typeof TARGETS)[number];
const PATIENTS = 4;
const RECORDS_PER_CALL = 40;
const PATIENCE_MS = 300_000;

/**
 * Registers records on two private chains while the oracles of both institutions and of the authority are killed (SIGKILL) at random
 * moments, and shows that each record is in the inbox once: by the contract's sums, by every batch's file, and by the authority's nonce.
 */
export async function runExactlyOnce(options: ExactlyOnceOptions): Promise<ExactlyOnceSummary> {
  const { records, kills, seed, onProgress } = options;
  const random = seededRandom(seed);
  const began = performance.now();
  const world = await startWorld();
  const processes = new Map<Target, OracleProcess>();
  const killed: Record<string, number> = {};
  let done = 0;
  try {
    for (const target of TARGETS) processes.set(target, await spawnOracle(world.of(target).configPath));
    const patients = {
      hospital: await enrolled(world, "hospital"),
      platform: await enrolled(world, "platform"),
    };
    for (const name of ["hospital", "platform"] as const) {
      for (const patient of patients[name]) await publish(urlOf(processes, name), patient);
    }
    const written = new Set<Hex>();
    const writing = Promise.all((["hospital", "platform"] as const).map((name) => write(name)));
    const killing = killAtRandom();
    await writing;
    onProgress(`${written.size} records are registered`);
    await killing;
    await untilPosted();
    const [reader] = patients.hospital;
    assert.ok(reader !== undefined);
    const batches = await check(await loginAt(urlOf(processes, "authority"), reader), written);
    const seconds = Math.round((performance.now() - began) / 1_000);
    return { seed, records: written.size, batches, kills: killed, seconds };

    async function write(name: "hospital" | "platform"): Promise<void> {
      const { chain, doctor } = world[name];
      const people = patients[name].map(({ person }) => person);
      const share = name === "hospital" ? Math.ceil(records / 2) : Math.floor(records / 2);
      for (let made = 0; made < share; made += RECORDS_PER_CALL) {
        // Written for as long as there is killing: every kill meets work.
        while (done < Math.floor((kills * made) / share)) await pause(20);
        const count = Math.min(RECORDS_PER_CALL, share - made);
        const call = await registerMany(chain, doctor, people, count);
        for (const { recordId } of call.records) written.add(recordId);
      }
    }

    async function killAtRandom(): Promise<void> {
      for (let index = 0; index < kills; index += 1) {
        await pause(random.between(50, 1_500));
        // Each once, then whoever comes.
        const target = TARGETS[index] ?? random.pick(TARGETS);
        await processes.get(target)?.kill("SIGKILL");
        await pause(random.between(0, 200));
        processes.set(target, await spawnOracle(world.of(target).configPath));
        killed[target] = (killed[target] ?? 0) + 1;
        done += 1;
        const { items, batches: posted } = await inboxTotals(world);
        onProgress(`killed ${target}; ${items} items in ${posted} batches`);
      }
    }

    async function untilPosted(): Promise<void> {
      const end = Date.now() + PATIENCE_MS;
      for (let seen = -1; ;) {
        const { items } = await inboxTotals(world);
        assert.ok(items <= written.size, `${items} items of ${written.size} records`);
        if (items === written.size) return;
        if (items !== seen) onProgress(`${items} of ${written.size} items in the inbox`);
        seen = items;
        if (Date.now() > end) throw new Error(`${items} of ${written.size} items: ${logs(processes)}`);
        await pause(200);
      }
    }

    async function check(authority: OracleClient, expected: ReadonlySet<Hex>): Promise<number> {
      const { batches: total } = await inboxTotals(world);
      const found: Hex[] = [];
      for (let after = 0; after < total;) {
        const page = await authority.summaries.list({ after });
        for (const { sequence, batch } of page) {
          const parts = readBatchData(batch, await authority.summaries.data(sequence));
          found.push(...parts.flatMap(({ items }) => items.map(({ recordId }) => recordId)));
          after = sequence;
        }
        if (page.length === 0) await pause(100);
      }
      assert.equal(found.length, expected.size);
      assert.deepEqual(new Set(found), expected);
      const { address } = oracleAccount(world.of("authority").orgId);
      const sent = await world.inbox.getTransactionCount({ address });
      assert.equal(sent, total, "every transaction of the authority posted a batch, none was in vain");
      return total;
    }
  } finally {
    await Promise.all([...processes.values()].map((each) => each.kill("SIGKILL")));
    await world.close();
  }
}

async function enrolled(world: World, name: "hospital" | "platform"): Promise<readonly BridgePatient[]> {
  const made: BridgePatient[] = [];
  while (made.length < PATIENTS) made.push(await world.patient(world[name]));
  return made;
}

async function publish(baseUrl: string, patient: BridgePatient): Promise<void> {
  const client = await loginAt(baseUrl, patient);
  await client.keys.publish(await upload(patient.keys));
}

function urlOf(processes: ReadonlyMap<Target, OracleProcess>, name: Target): string {
  return processes.get(name)?.url ?? "";
}

function logs(processes: ReadonlyMap<Target, OracleProcess>): string {
  return [...processes].map(([name, each]) => `${name}: ${each.log().slice(-2_000)}`).join("\n");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
