import { freezeChain } from "./faults/frozen.ts";
import { type KillCount, runKills } from "./kill/schedule.ts";
import { CALLS_PER_RECORD, runLoad } from "./load/load.ts";
import { seededRandom } from "./random.ts";
import { runStack } from "./stack/runStack.ts";
import { checkWorld, openWorld, type World } from "./world.ts";

const SET_UP_LASTS_MS = 9_000;

export interface CertaintyOptions {
  /** Empty, or of an earlier run. */
  readonly stateFolder: string;
  readonly records: number;
  readonly kills: number;
  /** Starts that are killed before the first that may finish: setting the network up is killed as well. */
  readonly killedSetUps: number;
  /** Flows of records at the same time. */
  readonly flows: number;
  /** After the kills, how long the hospital's chain stands still; 0 for not at all. */
  readonly frozenSeconds: number;
  readonly seed: number;
  readonly onProgress: (text: string) => void;
}

export interface CertaintySummary {
  readonly seed: number;
  readonly acknowledged: {
    readonly records: number;
    readonly grants: number;
    readonly uses: number;
    readonly calls: number;
  };
  /** How often clients had to ask again, and how often they asked twice at once. */
  readonly retries: number;
  readonly twins: number;
  readonly kills: KillCount;
  readonly killedSetUps: number;
  readonly blocksSeen: number;
  readonly seconds: { readonly load: number; readonly total: number };
}

/**
 * Issue A2, certainty 1: a load of records with grants and uses while every process of the stack is killed again and again; then one more
 * kill and start, and everything that clients were told is there, once.
 */
export async function runCertainty(options: CertaintyOptions): Promise<CertaintySummary> {
  const { seed, onProgress } = options;
  const started = performance.now();
  const random = seededRandom(seed);
  const stack = runStack(options.stateFolder);
  let world: World | null = null;
  try {
    let killedSetUps = 0;
    for (let round = 0; round < options.killedSetUps; round++) {
      if (await stack.startAndKill(random.between(500, SET_UP_LASTS_MS))) killedSetUps += 1;
      else await stack.stop();
    }
    await stack.start();
    onProgress("the network is up");
    world = await openWorld(stack);
    const loadStarted = performance.now();
    const kills = await loadAndKill(world, options);
    const load = seconds(loadStarted);
    if (options.frozenSeconds > 0) {
      onProgress(`the hospital's chain stands still for ${options.frozenSeconds} s`);
      await freezeChain(world, options.frozenSeconds);
    }
    await checkWorld(world, onProgress);
    const { journal, seen } = world;
    return {
      seed,
      acknowledged: {
        records: journal.records.length,
        grants: journal.grants.length,
        uses: journal.accesses.length,
        calls: journal.relays.length,
      },
      retries: journal.retries,
      twins: journal.twins,
      kills,
      killedSetUps,
      blocksSeen: seen.count(),
      seconds: { load, total: seconds(started) },
    };
  } finally {
    await stack.stop();
    await world?.seen.stop();
  }
}

async function loadAndKill(world: World, options: CertaintyOptions): Promise<KillCount> {
  const { records, flows, seed, onProgress } = options;
  const { stack, journal } = world;
  let written = 0;
  let isDone = false;
  const loading = runLoad({
    ...world,
    records,
    flows,
    random: seededRandom(seed + 1),
    onRecord: () => onProgress(`${(written += 1)} of ${records} records`),
  }).finally(() => {
    isDone = true;
  });
  const killing = runKills({
    stack,
    random: seededRandom(seed + 2),
    kills: options.kills,
    steps: () => journal.relays.length,
    expectedSteps: records * CALLS_PER_RECORD,
    isDone: () => isDone,
    onKill: (what) => onProgress(`kill -9: ${what}`),
  });
  const [kills] = await Promise.all([killing, loading]);
  return kills;
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10;
}
