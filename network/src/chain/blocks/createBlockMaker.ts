import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { BlockClock } from "../createBlockClock.ts";
import { blockSchema, METADATA_CALL, metadataSchema } from "../engine/answers.ts";
import { sealCalls } from "../engine/sealCalls.ts";
import type { BlockEntry } from "../journal/entry.ts";
import type { Ledger } from "../createLedger.ts";
import { LIMITS } from "../limits.ts";
import { errorAnswer, failureAnswer, resultAnswer, RPC_CODES } from "../rpc/answers.ts";
import type { Answer } from "../rpc/answers.ts";
import { createPool } from "./createPool.ts";

/** Takes raw transactions and answers each when its block is on the disk. */
export interface BlockMaker {
  /** The hash once the transaction is durable, or an error after which it is surely not in the chain (unless it says so). */
  readonly submit: (raw: Buffer) => Promise<Answer>;
  /** Makes blocks of what is queued, refuses what waits for a predecessor, and takes nothing more. */
  readonly stop: () => Promise<void>;
}

export interface BlockMakerOptions {
  readonly ledger: Ledger;
  readonly clock: BlockClock;
  /** How long a transaction may wait for its predecessor. */
  readonly nonceGapWaitMs?: number;
}

/**
 * Group commit: while one block is being written, transactions gather for the next, so that one `fsync` serves them all.
 * There are no empty blocks: an idle chain does nothing.
 */
export function createBlockMaker(options: BlockMakerOptions): BlockMaker {
  const { ledger, clock, nonceGapWaitMs = LIMITS.nonceGapWaitMs } = options;
  const pool = createPool({ ask: (call) => ledger.direct(call), nonceGapWaitMs });
  let stopped = false;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    while (pool.queued() > 0 && ledger.failure() === undefined) {
      await ledger.fill(async () => {
        if ((await pool.admit()) && (await seal()) !== undefined) await sealOneByOne();
      });
    }
    await pool.expire();
    schedule();
  }

  /** Makes one block. Returns why the engine would not, if it left everything as it was. */
  async function seal(): Promise<MedLatticeError | undefined> {
    let mined: readonly string[] = [];
    let refusal: MedLatticeError | undefined;
    try {
      await ledger.extend(async (engine, parent) => {
        const number = parent.number + 1;
        const timestamp = clock.nextTime(parent.timestamp);
        const calls = [
          ...sealCalls({ number, timestamp, parentHash: parent.hash }),
          { method: "eth_getBlockByNumber", params: ["latest", false] },
        ];
        let answers: unknown[];
        try {
          answers = await engine.batch(calls);
        } catch (cause) {
          const [metadata] = await engine.batch([METADATA_CALL]);
          const unchanged = metadataSchema.parse(metadata).latestBlockHash === parent.hash;
          if (!unchanged || !(cause instanceof MedLatticeError)) throw cause;
          refusal = cause;
          return [];
        }
        const block = blockSchema.parse(answers.at(-1));
        mined = block.transactions;
        const transactions = pool.rawOf(mined);
        return [
          {
            number,
            timestamp,
            hash: Buffer.from(block.hash.slice(2), "hex"),
            transactions,
          } satisfies BlockEntry,
        ];
      });
    } catch (cause) {
      if (!(cause instanceof MedLatticeError)) throw cause;
      pool.refuseAll(failureAnswer(cause));
      return undefined;
    }
    for (const hash of mined) pool.settle(hash, resultAnswer(hash));
    return refusal;
  }

  /**
   * Transactions that were each admissible may not be so together: an EIP-7702 authorization uses up a nonce that another
   * one has. The engine then makes no block at all, so each is given its own, and only the one at fault is refused.
   */
  async function sealOneByOne(): Promise<void> {
    for (const raw of await pool.withdraw()) {
      if (ledger.failure() !== undefined) return;
      const hash = await pool.admitAgain(raw);
      const refusal = hash === undefined ? undefined : await seal();
      if (hash !== undefined && refusal !== undefined) await pool.reject(hash, failureAnswer(refusal));
    }
  }

  function schedule(): void {
    clearTimeout(timer);
    const wait = pool.nextExpiryMs();
    if (wait !== undefined && !stopped) timer = setTimeout(() => void kick(), wait);
  }

  function kick(): Promise<void> {
    working ??= work()
      .catch((cause: unknown) => {
        const failure = new UnavailableError("CHAIN_ENGINE", "The EVM engine failed; restart this chain.", {
          cause,
        });
        ledger.fail(failure);
        pool.refuseAll(failureAnswer(failure));
      })
      .then(() => {
        working = undefined;
        // What came in after the loop's last look at the queue.
        return pool.queued() > 0 ? kick() : undefined;
      });
    return working;
  }

  return {
    async submit(raw) {
      const failure = ledger.failure();
      if (failure !== undefined) return failureAnswer(failure);
      if (stopped)
        return failureAnswer(new UnavailableError("CHAIN_STOPPING", "This chain is shutting down."));
      if (pool.queued() >= LIMITS.queuedTransactions) {
        return errorAnswer(RPC_CODES.limit, "Too many transactions wait for a block; send it again later.");
      }
      const answer = pool.add(raw);
      void kick();
      return answer;
    },
    async stop() {
      stopped = true;
      await working;
      clearTimeout(timer);
      pool.refuseAll(failureAnswer(new UnavailableError("CHAIN_STOPPING", "This chain is shutting down.")));
    },
  };
}
