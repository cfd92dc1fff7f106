import { fileURLToPath } from "node:url";
import type { BenchRow, Progress } from "../../sdk/bench/row.ts";
import { consentRows } from "./consentRows.ts";
import { gasRows } from "./gasRows.ts";
import { growthRows } from "./growthRows.ts";
import { recordRows } from "./recordRows.ts";
import { deployEas } from "./world/eas.ts";
import { createWorld, type World } from "./world/world.ts";

export interface ChainRowsOptions {
  /** 100 000 records in one chain instead of 10 000; takes minutes more. */
  readonly isFull?: boolean;
  readonly progress?: Progress;
}

/**
 * The chain's rows: every call goes by HTTP to a chain in a process of its own, with its journal on this disk, is answered when
 * it is durable, and is counted by its event.
 */
export async function chainRows(options: ChainRowsOptions = {}): Promise<BenchRow[]> {
  const { isFull = false, progress = () => undefined } = options;
  const rows: BenchRow[] = [];
  rows.push(
    ...(await inWorld(async (world) => {
      const eas = await deployEas(world);
      const counts = { singles: 2000, batches: 60, claimBatches: 150 };
      return [...(await recordRows(world, eas, counts, progress)), ...(await gasRows(world, progress))];
    })),
  );
  rows.push(
    ...(await inWorld(async (world) => {
      const eas = await deployEas(world);
      return consentRows(world, eas, { grants: 1500, opens: 3000, questions: 8000 }, progress);
    })),
  );
  rows.push(...(await inWorld((world) => growthRows(world, isFull ? 100_000 : 10_000, progress))));
  return rows;
}

/** Each part in a chain of its own, so that none pays for what another left behind. */
async function inWorld(measure: (world: World) => Promise<BenchRow[]>): Promise<BenchRow[]> {
  const world = await createWorld();
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const progress = (text: string) => void process.stderr.write(`${text}\n`);
  const rows = await chainRows({ isFull: process.argv.includes("--full"), progress });
  process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
}
