import { BLOCK_GAS_LIMIT, TRANSACTION_GAS_CAP } from "./limits.ts";
import type { BlockClock } from "./createBlockClock.ts";
import type { ChainConfig } from "./config.ts";
import { alignClock } from "./engine/alignClock.ts";
import { createEngine, ENGINE_NAME, HARDFORK } from "./engine/createEngine.ts";
import type { Engine } from "./engine/createEngine.ts";
import type { OpenJournalFile } from "./journal/file.ts";
import { openJournal } from "./journal/openJournal.ts";
import { replayJournal } from "./journal/replayJournal.ts";
import type { ReplayProgress } from "./journal/replayJournal.ts";
import type { Head } from "./journal/replayBlocks.ts";
import { createLedger } from "./createLedger.ts";
import type { Ledger } from "./createLedger.ts";
import type { Log } from "./log.ts";

export interface OpenLedgerOptions {
  readonly config: ChainConfig;
  readonly clock: BlockClock;
  readonly openFile: OpenJournalFile;
  readonly log: Log;
  /** Told while the journal is replayed. */
  readonly onProgress: (progress: ReplayProgress) => void;
}

/** Long replays say where they are at most this often. */
const PROGRESS_MS = 2000;

/**
 * Opens a folder's journal and brings an engine to its end.
 *
 * @throws VerificationError `CHAIN_JOURNAL_FOREIGN`, `CHAIN_JOURNAL_DAMAGED` or `CHAIN_REPLAY_MISMATCH`
 */
export async function openLedger(options: OpenLedgerOptions): Promise<{ ledger: Ledger; engine: Engine }> {
  const { config, clock, openFile, log, onProgress } = options;
  const { chainId, genesisTime, dataDir } = config;
  const first = await createEngine({ chainId, genesisTime });
  const journal = await openJournal({
    folder: dataDir,
    open: openFile,
    log,
    header: {
      format: "medlattice/chain-journal/v1",
      chainId,
      genesisTime,
      genesisHash: first.genesisHash,
      hardfork: HARDFORK,
      blockGasLimit: BLOCK_GAS_LIMIT.toString(),
      transactionGasCap: TRANSACTION_GAS_CAP.toString(),
      engine: ENGINE_NAME,
      engineVersion: first.version,
    },
  });
  const genesis: Head = { number: 0, timestamp: genesisTime, hash: first.genesisHash };

  async function catchUp(engine: Engine): Promise<{ engine: Engine; head: Head }> {
    const started = performance.now();
    let spoken = started;
    let transactions = 0;
    const head = await replayJournal({
      engine,
      journal,
      genesis,
      onProgress(progress) {
        transactions = progress.transactions;
        onProgress(progress);
        if (performance.now() - spoken < PROGRESS_MS) return;
        spoken = performance.now();
        log("info", "replaying the journal", { ...progress });
      },
    });
    await alignClock(engine, clock.nextTime(head.timestamp));
    if (head.number > 0) {
      const ms = Math.round(performance.now() - started);
      log("info", "replayed the journal; every block hash is the same", {
        block: head.number,
        transactions,
        ms,
      });
    }
    return { engine, head };
  }

  try {
    const ledger = createLedger({
      ...(await catchUp(first)),
      journal,
      log,
      rebuild: async () => catchUp(await createEngine({ chainId, genesisTime })),
    });
    return { ledger, engine: first };
  } catch (cause) {
    await journal.close();
    throw cause;
  }
}
