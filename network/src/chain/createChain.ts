import { join } from "node:path";
import { lockFolder } from "@medlattice/sdk/node";
import { UnavailableError } from "@medlattice/sdk/errors";
import { createBlockClock } from "./createBlockClock.ts";
import { parseChainConfig } from "./config.ts";
import type { ChainConfigInput } from "./config.ts";
import { adoptHeader } from "./follow/adoptHeader.ts";
import { createJournalService } from "./follow/createJournalService.ts";
import { failureHealth } from "./health.ts";
import type { ChainHealth } from "./health.ts";
import { openJournalFile } from "./journal/file.ts";
import type { OpenJournalFile } from "./journal/file.ts";
import { JOURNAL_NAME } from "./journal/openJournal.ts";
import { silentLog } from "./log.ts";
import type { Log } from "./log.ts";
import { openLedger } from "./openLedger.ts";
import { createFollowerRole, createLeaderRole } from "./roles.ts";
import { createDispatch } from "./rpc/createDispatch.ts";
import { createRpcServer } from "./rpc/createRpcServer.ts";
import type { Served } from "./rpc/createRpcServer.ts";
import { failureAnswer } from "./rpc/answers.ts";
import { serveSockets } from "./rpc/serveSockets.ts";
import { createSubscriptionHub } from "./rpc/createSubscriptionHub.ts";

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
  readonly health: () => ChainHealth;
  /** Finishes the block under way, refuses the rest, and lets the folder and the port go. */
  readonly close: () => Promise<void>;
}

/** How long a follower that has no journal yet waits for its leader. */
const LEADER_PATIENCE_MS = 10_000;

/**
 * Starts one embedded chain in this process: locks its folder, listens, replays its journal, and serves it.
 *
 * @throws InvalidInputError `CHAIN_CONFIG`
 * @throws UnavailableError `FOLDER_IN_USE`, `CHAIN_PORT`, `CHAIN_DISK_FULL`, `CHAIN_LEADER`
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
  const { chainId, name, host, port, dataDir, allowedOrigins, follow } = config;
  const lock = lockFolder(dataDir, "chain");
  const undo: (() => Promise<void> | void)[] = [() => lock.release()];
  const close = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    let replayed = 0;
    const served: { now: Served } = { now: starting(name, chainId, () => replayed) };
    const rpc = await createRpcServer({ host, port, allowedOrigins, served: () => served.now });
    undo.push(rpc.close);
    const clock = createBlockClock(now, log);
    if (follow !== undefined) await adoptHeader(dataDir, follow, LEADER_PATIENCE_MS);
    const onProgress = ({ block }: { readonly block: number }) => void (replayed = block);
    const { ledger, engine } = await openLedger({ config, clock, openFile, log, onProgress });
    undo.push(() => ledger.journal.close());

    const role =
      follow === undefined ? createLeaderRole(ledger, clock) : createFollowerRole(ledger, follow, log);
    undo.push(role.stop);
    const dispatch = createDispatch({ chainId, engine, ledger, submit: role.submit });
    const streams = createJournalService(ledger);
    const hub = createSubscriptionHub(ledger, log);
    const endSockets = serveSockets({ server: rpc.server, host, allowedOrigins, dispatch, hub });
    undo.push(() => {
      served.now = starting(name, chainId, () => replayed);
      endSockets();
      hub.close();
      streams.close();
    });

    const health = (): ChainHealth => {
      const head = ledger.head();
      const failure = ledger.failure();
      const following = role.following();
      return {
        ok: failure === undefined && following?.connected !== false,
        name,
        chainId,
        role: role.name,
        height: head.number,
        headTime: head.timestamp,
        headHash: head.hash,
        genesisHash: engine.genesisHash,
        journalBytes: ledger.journal.position().end,
        pid: process.pid,
        engine: engine.version,
        clockBehindSeconds: clock.behindSeconds(head.timestamp),
        ...(failure === undefined ? {} : { failure: failureHealth(failure) }),
        ...(following === undefined ? {} : { follow: following }),
      };
    };
    served.now = { dispatch, health, journal: streams.serve };
    const address = `${host.includes(":") ? `[${host}]` : host}:${rpc.port}`;
    return { url: `http://${address}`, wsUrl: `ws://${address}`, port: rpc.port, chainId, health, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** What is answered before the journal is replayed and after the chain was told to stop. */
function starting(name: string, chainId: number, replayedBlocks: () => number): Served {
  const answer = failureAnswer(
    new UnavailableError("CHAIN_STARTING", "This chain is starting or stopping; ask again."),
  );
  return {
    dispatch: () => Promise.resolve(answer),
    health: () => ({
      ok: false,
      name,
      chainId,
      pid: process.pid,
      starting: true,
      replayedBlocks: replayedBlocks(),
    }),
    journal: (_request, response) => Promise.resolve(void response.writeHead(503).end()),
  };
}

/** Where a chain keeps its journal. */
export function journalPath(dataDir: string): string {
  return join(dataDir, JOURNAL_NAME);
}
