import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, describe, it } from "node:test";
import { generateIdentity } from "age-encryption";
import { pino } from "pino";
import { keccak256, stringToHex } from "viem";
import { z } from "zod";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { createVault } from "../deals/createVault.ts";
import { type DealTable, createDealTable } from "../deals/dealTable.ts";
import { createRewrapping } from "./createRewrapping.ts";

const DEALS = 40;
const silent = pino({ level: "silent" });
const content = z.strictObject({ number: z.int() });

/** Deals sealed to a key that is replaced now. */
async function newWorld(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-rewrapping-"));
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "FULL",
  });
  context.after(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const [replaced, present] = [await generateIdentity(), await generateIdentity()];
  const table = createDealTable(database);
  const before = await createVault([replaced]);
  for (let number = 0; number < DEALS; number++) {
    const sealed = await before.seal({ number });
    table.put({ ...keyOf(number), basis: "grant", dealHash: id(`deal ${number}`), sealed, stored: number });
  }
  const onDisk = (bytes: Uint8Array): boolean =>
    readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(Buffer.from(bytes)));
  return { database, table, present, replaced, onDisk, identities: [present, replaced], logger: silent };
}

const id = (text: string) => keccak256(stringToHex(text));
const keyOf = (number: number) => ({ chainId: 7100, grantId: id(`grant ${number}`), grantor: id("grantor") });
const sealedOf = (table: DealTable, number: number) => table.find(keyOf(number))[0]?.sealed;

/** How many deals a vault with only this key opens, each to what was put in. */
async function opened(table: DealTable, identity: string): Promise<number> {
  const vault = await createVault([identity]);
  let count = 0;
  for (let number = 0; number < DEALS; number++) {
    const sealed = sealedOf(table, number);
    if (sealed === undefined) continue;
    const found = await vault.open(sealed, content).catch(() => undefined);
    if (found?.number === number) count++;
  }
  return count;
}

async function runToEnd(world: Awaited<ReturnType<typeof newWorld>>): Promise<void> {
  const job = createRewrapping(world);
  job.start();
  while ((await opened(world.table, world.replaced)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await job.stop();
}

describe("a change of the storage key", () => {
  it("brings everything under the present key and leaves nothing of the old on disk", async (context) => {
    const world = await newWorld(context);
    const piece = sealedOf(world.table, 7)?.subarray(-64) ?? assert.fail();
    assert.ok(world.onDisk(piece), "else the test would prove nothing");
    await runToEnd(world);
    assert.equal(await opened(world.table, world.present), DEALS);
    world.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    assert.ok(!world.onDisk(piece));
  });

  it("goes on at the next start after it was broken off", async (context) => {
    const world = await newWorld(context);
    const first = createRewrapping(world);
    first.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await first.stop();
    const done = await opened(world.table, world.present);
    assert.equal(
      done + (await opened(world.table, world.replaced)),
      DEALS,
      "each opens with one of the keys",
    );
    await runToEnd(world);
    assert.equal(await opened(world.table, world.present), DEALS);
  });

  it("brings no share back that was destroyed meanwhile", async (context) => {
    const world = await newWorld(context);
    const job = createRewrapping(world);
    job.start();
    for (let number = 0; number < DEALS; number++) {
      world.table.destroy(keyOf(number), "GRANT_REVOKED", 1);
      if (number % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    await job.stop();
    assert.deepEqual(
      Array.from({ length: DEALS }, (_, number) => sealedOf(world.table, number)),
      Array.from({ length: DEALS }, () => undefined),
    );
  });
});
