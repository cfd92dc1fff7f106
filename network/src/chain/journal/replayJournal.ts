import type { Engine } from "../engine/createEngine.ts";
import type { BlockEntry } from "./entry.ts";
import type { Journal } from "./openJournal.ts";
import { replayBlocks } from "./replayBlocks.ts";
import type { Head } from "./replayBlocks.ts";

/** One visit to the engine: large enough that the cost of the visit vanishes, small enough to report progress. */
const GROUP_CALLS = 4000;
const CALLS_PER_BLOCK = 5;

export interface ReplayProgress {
  readonly block: number;
  readonly transactions: number;
  /** Bytes of the journal that are done. */
  readonly bytes: number;
}

export interface ReplayOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly genesis: Head;
  readonly onProgress?: (progress: ReplayProgress) => void;
}

/**
 * Brings a fresh engine to the journal's end. While the engine runs one group, the next is read from the disk.
 *
 * @throws VerificationError `CHAIN_JOURNAL_DAMAGED` or `CHAIN_REPLAY_MISMATCH`
 */
export async function replayJournal({ engine, journal, genesis, onProgress }: ReplayOptions): Promise<Head> {
  let head = genesis;
  let running: Promise<void> = Promise.resolve();
  let group: BlockEntry[] = [];
  let calls = 0;
  let transactions = 0;
  const run = async (entries: readonly BlockEntry[], progress: Omit<ReplayProgress, "block">) => {
    head = await replayBlocks(engine, head, entries);
    onProgress?.({ ...progress, block: head.number });
  };
  for await (const { entry, position } of journal.replay()) {
    group.push(entry);
    transactions += entry.transactions.length;
    calls += entry.transactions.length + CALLS_PER_BLOCK;
    if (calls < GROUP_CALLS) continue;
    await running;
    running = run(group, { transactions, bytes: position.end });
    // Reported by the next `await running`; until then it must not count as unhandled.
    running.catch(() => undefined);
    group = [];
    calls = 0;
  }
  await running;
  if (group.length > 0) await run(group, { transactions, bytes: journal.position().end });
  return head;
}
