// The whole network on a disk of its own that runs full, in steps: first the reserve that oracles keep, then the last byte; then there is
// room again. usage: node fullDisk.ts MOUNT, where MOUNT is a file system that nobody else uses. Prints one JSON line.
import assert from "node:assert/strict";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { createJournal } from "../load/journal.ts";
import { createSteps, type Steps } from "../load/steps.ts";
import { nodesOf } from "../kill/nodes.ts";
import { seededRandom } from "../random.ts";
import { checkWorld } from "../world.ts";
import { openFaultyWorld } from "./fixture.ts";
import { restart } from "./processes.ts";

const CHUNK = Buffer.alloc(1 << 20, 1);
const PATIENCE_MS = 6_000;
/** Less than the reserve of an oracle's store, more than everything else needs. */
const LEFT_BYTES = 64 << 20;

const mount = process.argv[2] ?? "";
const ballast = join(mount, "ballast");
const world = await openFaultyWorld(mount);
const refusals: string[] = [];
try {
  await world.load(2);
  const hasty = { ...world.journal, ...createJournal(PATIENCE_MS), ...own() };
  const steps = createSteps({ ...world, journal: hasty, random: seededRandom(2) });
  const record = await steps.write(0);
  const grant = await steps.share(record);

  await fill(LEFT_BYTES);
  refusals.push(await refusalOf(() => steps.write(1)));
  // What needs no room in a store goes on.
  await steps.read(record, grant);

  await fill(0);
  refusals.push(await refusalOf(() => steps.write(2)), await refusalOf(() => steps.share(record)));

  await rm(ballast);
  for (const { name, url } of await nodesOf(world.stateFolder)) await restart(world.stack, name, url);
  await world.load(2);
  await checkWorld(world, () => undefined);
  process.stdout.write(`${JSON.stringify({ refusals })}\n`);
} finally {
  await world.close();
}

function own(): Pick<typeof world.journal, "relays" | "records" | "grants" | "accesses"> {
  const { relays, records, grants, accesses } = world.journal;
  return { relays, records, grants, accesses };
}

/** Writes until so much is left; at 0 until the system itself says that there is no more. */
async function fill(leftBytes: number): Promise<void> {
  const file = await open(ballast, "a");
  try {
    for (;;) {
      const { bavail, bsize } = await statfs(mount);
      if (leftBytes > 0 && bavail * bsize <= leftBytes) return;
      await file.write(CHUNK);
    }
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error && error.code === "ENOSPC");
  } finally {
    await file.close();
  }
}

async function refusalOf(attempt: () => ReturnType<Steps["write" | "share"]>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof MedLatticeError) return error.code;
    throw error;
  }
  return "none";
}
