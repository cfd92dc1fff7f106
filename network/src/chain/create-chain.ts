import { join } from "node:path";
import { createBlockMaker } from "./blocks/block-maker.ts";
import { createBlockClock } from "./clock.ts";
import { parseChainConfig } from "./config.ts";
import type { ChainConfigInput } from "./config.ts";
import { failureHealth } from "./health.ts";
import type { ChainHealth } from "./health.ts";
import { openJournalFile } from "./journal/file.ts";
import type { OpenJournalFile } from "./journal/file.ts";
import { lockFolder } from "./lock.ts";
import { silentLog } from "./log.ts";
import type { Log } from "./log.ts";
import { openLedger } from "./open-ledger.ts";
import { createDispatch } from "./rpc/methods.ts";
import { createRpcServer } from "./rpc/server.ts";

/** What a chain touches of the world; each has the obvious default. */
export interface ChainDependencies {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly log?: Log;
  readonly openFile?: OpenJournalFile;
}

/** A running chain. */
export interface Chain {
  /** HTTP address of its JSON-RPC. */
  readonly url: string;
  /** WebSocket address on the same port. */
  readonly wsUrl: string;
  readonly port: number;
  readonly chainId: number;
  health(): ChainHealth;
  /** Finishes the block under way, refuses the rest, and lets the folder and the port go. */
  close(): Promise<void>;
}

/**
 * Starts one embedded chain in this process: locks its folder, replays its journal, and serves it.
 *
 * @throws InvalidInputError `CHAIN_CONFIG`
 * @throws UnavailableError `CHAIN_LOCKED`, `CHAIN_PORT`, `CHAIN_DISK_FULL`
 * @throws VerificationError `CHAIN_JOURNAL_FOREIGN`, `CHAIN_JOURNAL_DAMAGED`, `CHAIN_REPLAY_MISMATCH`
 * @example
 * const chain = await createChain({ chainId: 7101, name: "hospital", dataDir: "state/hospital", genesisTime: 1_700_000_000 });
 */
export async function createChain(
  input: ChainConfigInput,
  dependencies: ChainDependencies = {},
): Promise<Chain> {
  const { now = Date.now, log = silentLog, openFile = openJournalFile } = dependencies;
  const config = parseChainConfig(input);
  const { chainId, name, host } = config;
  const lock = await lockFolder(config.dataDir);
  const undo: (() => Promise<void> | void)[] = [() => lock.release()];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const clock = createBlockClock(now, log);
    const { ledger, engine } = await openLedger({ config, clock, openFile, log });
    undo.push(() => ledger.journal.close());
    const maker = createBlockMaker({ ledger, clock });
    undo.push(() => maker.stop());
    const health = (): ChainHealth => {
      const head = ledger.head();
      const failure = ledger.failure();
      return {
        ok: failure === undefined,
        name,
        chainId,
        role: "leader",
        height: head.number,
        headTime: head.timestamp,
        headHash: head.hash,
        genesisHash: engine.genesisHash,
        journalBytes: ledger.journal.position().end,
        pid: process.pid,
        engine: engine.version,
        clockBehindSeconds: clock.behindSeconds(head.timestamp),
        ...(failure === undefined ? {} : { failure: failureHealth(failure) }),
      };
    };
    const rpc = await createRpcServer({
      host,
      port: config.port,
      allowedOrigins: config.allowedOrigins,
      dispatch: createDispatch({ chainId, engine, ledger, submit: (raw) => maker.submit(raw) }),
      health,
      journal: async (_request, response) => void response.writeHead(404).end(),
    });
    undo.push(() => rpc.close());
    const address = `${host.includes(":") ? `[${host}]` : host}:${rpc.port}`;
    return { url: `http://${address}`, wsUrl: `ws://${address}`, port: rpc.port, chainId, health, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Where a chain keeps its journal. */
export function journalPath(dataDir: string): string {
  return join(dataDir, "journal");
}
