import { UnavailableError } from "@medlattice/sdk/errors";
import { z } from "zod";
import { resultOf } from "../engine/answers.ts";
import type { EngineCall } from "../engine/createEngine.ts";
import { createLimiter } from "../createLimiter.ts";
import { LIMITS } from "../limits.ts";
import { errorAnswer, resultAnswer, RPC_CODES } from "../rpc/answers.ts";
import type { Answer } from "../rpc/answers.ts";
import { dropFromEngine, hashIfMined, isExecutable } from "./poolQueries.ts";

/** A transaction that came in and has no final answer yet. */
interface Pending {
  readonly raw: Buffer;
  readonly answer: Promise<Answer>;
  readonly settle: (answer: Answer) => void;
  /** Monotonic milliseconds after which it is no longer kept for a missing predecessor; set when it is first admitted. */
  deadline?: number;
}

export interface PoolOptions {
  readonly ask: (call: EngineCall) => Promise<Answer>;
  readonly nonceGapWaitMs: number;
}

/** What came in, what the engine holds, and who waits for the answer. */
export interface Pool {
  queued(): number;
  /** Queues a transaction; the same bytes sent twice share one answer. */
  add(raw: Buffer): Promise<Answer>;
  /** Offers one group to the engine. The refused are answered. Says whether a block would hold anything. */
  admit(): Promise<boolean>;
  /** Takes all back out of the engine. Returns what {@link Pool.admitAgain} offers one by one. */
  withdraw(): Promise<readonly Buffer[]>;
  /** Offers one withdrawn transaction. Its hash if a block would now hold something, else undefined. */
  admitAgain(raw: Buffer): Promise<string | undefined>;
  /** Answers one that the engine holds and takes it out. */
  reject(hash: string, answer: Answer): Promise<void>;
  /** Raw bytes of transactions the engine put into a block, in that order. */
  rawOf(hashes: readonly string[]): Buffer[];
  settle(hash: string, answer: Answer): void;
  refuseAll(answer: Answer): void;
  /** Answers those whose predecessor did not come in time, and takes them out of the engine. */
  expire(): Promise<void>;
  nextExpiryMs(): number | undefined;
}

/** The engine checks one after the other; a few at once keep it busy, and more would each hold a thread while they wait. */
const CONCURRENT_ADMISSIONS = 4;

export function createPool({ ask, nonceGapWaitMs }: PoolOptions): Pool {
  let queue: Pending[] = [];
  /** Everything without an answer, queued or admitted. */
  const byBytes = new Map<string, Pending>();
  const admitted = new Map<string, Pending>();
  const admission = createLimiter(CONCURRENT_ADMISSIONS, LIMITS.blockTransactions);
  const keyOf = (raw: Buffer) => raw.toString("latin1");

  function finish(pending: Pending, answer: Answer): void {
    byBytes.delete(keyOf(pending.raw));
    pending.settle(answer);
  }

  function takeGroup(): Pending[] {
    let bytes = 0;
    let count = 0;
    while (count < queue.length && count < LIMITS.blockTransactions) {
      bytes += queue[count]?.raw.length ?? 0;
      if (count > 0 && bytes > LIMITS.blockBytes) break;
      count += 1;
    }
    const group = queue.slice(0, count);
    queue = queue.slice(count);
    return group;
  }

  async function offer(pending: Pending): Promise<string | undefined> {
    const call = { method: "eth_sendRawTransaction", params: [`0x${pending.raw.toString("hex")}`] };
    const answer = await admission.run(() => ask(call), overloaded);
    const hash = resultOf(answer, z.string());
    if (hash === undefined) {
      // Sending again what is in the chain already is no error: who got no answer may simply ask again.
      const mined = await hashIfMined(pending.raw, ask);
      finish(pending, mined === undefined ? answer : resultAnswer(mined));
      return undefined;
    }
    pending.deadline ??= performance.now() + nonceGapWaitMs;
    admitted.set(hash, pending);
    return hash;
  }

  async function drop(hash: string, pending: Pending): Promise<void> {
    admitted.delete(hash);
    finish(pending, (await dropFromEngine(hash, ask)) ? GAP : REPLACED);
  }

  return {
    queued: () => queue.length,
    add(raw) {
      const earlier = byBytes.get(keyOf(raw));
      if (earlier !== undefined) return earlier.answer;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const pending = { raw, answer: promise, settle: resolve };
      byBytes.set(keyOf(raw), pending);
      queue.push(pending);
      return promise;
    },
    async admit() {
      const hashes = await Promise.all(takeGroup().map(offer));
      // Nearly always the first one is executable; only a group of nothing but gaps is looked through.
      for (const hash of hashes) if (hash !== undefined && (await isExecutable(hash, ask))) return true;
      const excess = [...admitted].slice(LIMITS.waitingTransactions);
      for (const [hash, pending] of excess) await drop(hash, pending);
      return false;
    },
    async withdraw() {
      const all = [...admitted];
      admitted.clear();
      for (const [hash] of all) await dropFromEngine(hash, ask);
      return all.map(([, { raw }]) => raw);
    },
    async admitAgain(raw) {
      const pending = byBytes.get(keyOf(raw));
      const hash = pending === undefined ? undefined : await offer(pending);
      return hash !== undefined && (await isExecutable(hash, ask)) ? hash : undefined;
    },
    async reject(hash, answer) {
      const pending = admitted.get(hash);
      admitted.delete(hash);
      await dropFromEngine(hash, ask);
      if (pending !== undefined) finish(pending, answer);
    },
    rawOf: (hashes) =>
      hashes.map((hash) => {
        const raw = admitted.get(hash)?.raw;
        if (raw === undefined) {
          throw new UnavailableError("CHAIN_ENGINE", "The engine mined a transaction nobody sent.");
        }
        return raw;
      }),
    settle(hash, answer) {
      const pending = admitted.get(hash);
      admitted.delete(hash);
      if (pending !== undefined) finish(pending, answer);
    },
    refuseAll(answer) {
      queue = [];
      admitted.clear();
      for (const pending of byBytes.values()) finish(pending, answer);
    },
    async expire() {
      const now = performance.now();
      for (const [hash, pending] of admitted) if ((pending.deadline ?? now) <= now) await drop(hash, pending);
    },
    nextExpiryMs() {
      const deadlines = [...admitted.values()].map(({ deadline = 0 }) => deadline);
      return deadlines.length === 0 ? undefined : Math.max(0, Math.min(...deadlines) - performance.now());
    },
  };
}

const overloaded = () => errorAnswer(RPC_CODES.limit, "Too many transactions at once; send it again later.");
const GAP = errorAnswer(
  RPC_CODES.server,
  "nonce too high: the account's earlier transactions did not arrive in time, so this one was not kept. Send them in order.",
);
const REPLACED = errorAnswer(
  RPC_CODES.server,
  "replaced: another transaction of this account with the same nonce was taken; this one is not in the chain.",
);
