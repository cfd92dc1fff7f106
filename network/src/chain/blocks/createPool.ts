import { UnavailableError } from "@medlattice/sdk/errors";
import { z } from "zod";
import type { EngineCall } from "../engine/createEngine.ts";
import { resultOf, transactionSchema } from "../engine/answers.ts";
import { transactionHash } from "../engine/transactionHash.ts";
import { createLimiter } from "../createLimiter.ts";
import { LIMITS } from "../limits.ts";
import { errorAnswer, resultAnswer, RPC_CODES } from "../rpc/answers.ts";
import type { Answer } from "../rpc/answers.ts";

/** A transaction that came in and has no final answer yet. */
interface Pending {
  readonly raw: Buffer;
  readonly answer: Promise<Answer>;
  readonly settle: (answer: Answer) => void;
}

/** A transaction the engine holds in its own pool. */
interface Admitted extends Pending {
  readonly hash: string;
  /** Monotonic milliseconds. */
  readonly deadline: number;
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
  const byBytes = new Map<string, Pending>();
  const admitted = new Map<string, Admitted>();
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
    const raw = `0x${pending.raw.toString("hex")}`;
    const answer = await admission.run(
      () => ask({ method: "eth_sendRawTransaction", params: [raw] }),
      overloaded,
    );
    const hash = resultOf(answer, z.string());
    if (hash === undefined) {
      finish(pending, await known(pending.raw, answer));
      return undefined;
    }
    admitted.set(hash, { ...pending, hash, deadline: performance.now() + nonceGapWaitMs });
    return hash;
  }

  /** Sending again what is in the chain already is no error: who got no answer may simply ask again. */
  async function known(raw: Buffer, refusal: Answer): Promise<Answer> {
    const hash = await transactionHash(raw, ask);
    const answer = await ask({ method: "eth_getTransactionByHash", params: [hash] });
    return resultOf(answer, transactionSchema)?.blockHash ? resultAnswer(hash) : refusal;
  }

  async function isExecutable(hash: string): Promise<boolean> {
    const transaction = resultOf(
      await ask({ method: "eth_getTransactionByHash", params: [hash] }),
      transactionSchema,
    );
    if (!transaction) return false;
    const next = resultOf(
      await ask({ method: "eth_getTransactionCount", params: [transaction.from, "latest"] }),
      z.string(),
    );
    return next === transaction.nonce;
  }

  async function drop({ hash, ...pending }: Admitted): Promise<void> {
    admitted.delete(hash);
    const held = resultOf(await ask({ method: "hardhat_dropTransaction", params: [hash] }), z.boolean());
    finish(pending, held === true ? GAP : REPLACED);
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
      const hashes = (await Promise.all(takeGroup().map(offer))).filter((hash) => hash !== undefined);
      // Nearly always the first one is executable; only a group of nothing but gaps is looked through.
      for (const hash of hashes) if (await isExecutable(hash)) return true;
      for (const pending of [...admitted.values()].slice(LIMITS.waitingTransactions)) await drop(pending);
      return false;
    },
    rawOf: (hashes) =>
      hashes.map((hash) => {
        const raw = admitted.get(hash)?.raw;
        if (raw === undefined)
          throw new UnavailableError("CHAIN_ENGINE", "The engine mined a transaction nobody sent.");
        return raw;
      }),
    settle(hash, answer) {
      const pending = admitted.get(hash);
      if (pending === undefined) return;
      admitted.delete(hash);
      finish(pending, answer);
    },
    refuseAll(answer) {
      const all = [...queue, ...admitted.values()];
      queue = [];
      admitted.clear();
      for (const pending of all) finish(pending, answer);
    },
    async expire() {
      const now = performance.now();
      for (const pending of admitted.values()) if (pending.deadline <= now) await drop(pending);
    },
    nextExpiryMs() {
      const [oldest] = admitted.values();
      return oldest === undefined ? undefined : Math.max(0, oldest.deadline - performance.now());
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
