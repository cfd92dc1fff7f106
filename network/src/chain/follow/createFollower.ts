import { setTimeout as setTimeoutPromise } from "node:timers/promises";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { FollowHealth } from "../health.ts";
import type { BlockEntry } from "../journal/entry.ts";
import { replayBlocks } from "../journal/replayBlocks.ts";
import type { Ledger } from "../createLedger.ts";
import type { Log } from "../log.ts";
import { createFrameReader, diverged } from "./frames.ts";

/** Keeps a ledger at its leader's height. */
export interface Follower {
  readonly health: () => FollowHealth;
  readonly stop: () => Promise<void>;
}

export interface FollowerOptions {
  readonly ledger: Ledger;
  /** Origin of the leader's HTTP address. */
  readonly leader: string;
  readonly log: Log;
}

/** The leader sends a heartbeat every second; after this long without a byte the connection is taken for dead. */
const SILENCE_MS = 5000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

/**
 * Replicates the leader's journal: every block is executed here and its hash compared before it is journaled and shown.
 * A connection that breaks is made anew; a history that differs ends the following for good, and the ledger stays readable.
 */
export function createFollower({ ledger, leader, log }: FollowerOptions): Follower {
  const stopping = new AbortController();
  let connected = false;
  let heard: { readonly at: number; readonly block: number } | undefined;

  async function apply(entries: readonly BlockEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await ledger.extend(async (engine, parent) => {
      await replayBlocks(engine, parent, entries);
      return entries;
    });
  }

  async function followOnce(): Promise<void> {
    const start = ledger.journal.position();
    const silence = new AbortController();
    const signal = AbortSignal.any([stopping.signal, silence.signal]);
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const response = await fetch(new URL(`/journal?from=${start.end}`, leader), { signal });
      if (response.status === 416) throw diverged(start, "it is shorter than what was already followed");
      if (!response.ok || response.body === null)
        throw new UnavailableError("CHAIN_LEADER", "The leader refused.");
      const reader = createFrameReader(start);
      for await (const chunk of response.body) {
        clearTimeout(timer);
        const frames = reader.push(Buffer.from(chunk));
        const entries = frames.flatMap((frame) => (frame.kind === "entry" ? [frame.entry] : []));
        const block = entries.at(-1)?.number ?? heard?.block ?? start.block;
        heard = { at: performance.now(), block };
        await apply(entries);
        if (!connected) log("info", "following the leader", { leader, block });
        connected = true;
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
      }
    } finally {
      if (connected && !stopping.signal.aborted)
        log("warn", "lost the leader; trying to reach it again", { leader });
      connected = false;
      clearTimeout(timer);
      silence.abort();
    }
  }

  async function run(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (!stopping.signal.aborted && ledger.failure() === undefined) {
      const before = ledger.head().number;
      try {
        await followOnce();
      } catch (cause) {
        if (cause instanceof MedLatticeError && !cause.retryable) ledger.fail(cause);
      }
      if (stopping.signal.aborted || ledger.failure() !== undefined) return;
      wait = ledger.head().number > before ? FIRST_RETRY_MS : Math.min(wait * 2, LAST_RETRY_MS);
      await setTimeoutPromise(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    health() {
      const leaderHeight = heard?.block ?? -1;
      return {
        leader,
        connected,
        leaderHeight,
        lagBlocks: Math.max(0, leaderHeight - ledger.head().number),
        silentSeconds: heard === undefined ? -1 : Math.floor((performance.now() - heard.at) / 1000),
      };
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
