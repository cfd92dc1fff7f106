import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { Engine, EngineCall } from "./engine/createEngine.ts";
import { createGate } from "./createGate.ts";
import type { BlockEntry } from "./journal/entry.ts";
import type { Journal } from "./journal/openJournal.ts";
import type { Head } from "./journal/replayBlocks.ts";
import { createLimiter } from "./createLimiter.ts";
import { LIMITS } from "./limits.ts";
import type { Log } from "./log.ts";
import { errorAnswer, failureAnswer, RPC_CODES } from "./rpc/answers.ts";
import type { Answer } from "./rpc/answers.ts";

/**
 * The chain as readers and writers see it: an engine that never shows a block which is not in the journal. Whatever fails
 * between the two makes it read-only, with an engine made anew from the journal.
 */
export interface Ledger {
  readonly journal: Journal;
  head(): Head;
  /** Why the chain takes no more blocks, if it does not. */
  failure(): MedLatticeError | undefined;
  /**
   * Answers a call from durable blocks only; waits while a block is being committed. What asks for `pending` also waits while
   * one is being filled, so `pending` means the durable state at the present time.
   */
  read(call: EngineCall): Promise<Answer>;
  /** Runs `work`, which puts transactions into the engine's pool and extends the ledger, while nobody asks for `pending`. */
  fill(work: () => Promise<void>): Promise<void>;
  /** Asks the engine without waiting for a commit; for the one who makes the blocks. */
  direct(call: EngineCall): Promise<Answer>;
  /**
   * Makes blocks and journals them while nobody reads.
   *
   * @param make executes the blocks and describes them
   * @throws MedLatticeError what went wrong; the ledger is read-only from then on
   */
  extend(make: (engine: Engine, parent: Head) => Promise<readonly BlockEntry[]>): Promise<void>;
  /** Calls `listener` after each extension, when readers see it. Returns how to stop that. */
  onExtended(listener: () => void): () => void;
  /** Makes the ledger read-only for a reason found elsewhere. */
  fail(cause: MedLatticeError): void;
}

export interface LedgerOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly head: Head;
  /** Makes an engine from what the journal holds. */
  readonly rebuild: () => Promise<{ engine: Engine; head: Head }>;
  readonly log: Log;
}

export function createLedger({ journal, rebuild, log, ...initial }: LedgerOptions): Ledger {
  let engine: Engine | undefined = initial.engine;
  let head = initial.head;
  let failure: MedLatticeError | undefined;
  const gate = createGate();
  const pendingGate = createGate();
  const limiter = createLimiter(LIMITS.concurrentCalls, LIMITS.queuedCalls);
  const listeners = new Set<() => void>();

  async function ask(call: EngineCall): Promise<Answer> {
    if (engine !== undefined) return engine.request(call);
    return failureAnswer(failure ?? new UnavailableError("CHAIN_ENGINE", "The chain has no engine."));
  }

  function fail(cause: MedLatticeError): void {
    if (failure !== undefined) return;
    failure = cause;
    log("error", cause.message, { code: cause.code, ...cause.facts });
  }

  async function recover(cause: unknown): Promise<MedLatticeError> {
    const known =
      cause instanceof MedLatticeError
        ? cause
        : new UnavailableError("CHAIN_ENGINE", "The EVM engine failed while it made a block.", { cause });
    fail(known);
    engine = undefined;
    try {
      ({ engine, head } = await rebuild());
    } catch (second) {
      log("error", "the chain cannot be read any more; restart it", {
        reason: second instanceof Error ? second.message : "unknown",
      });
    }
    return known;
  }

  return {
    journal,
    head: () => head,
    failure: () => failure,
    read: (call) =>
      limiter.run(
        () =>
          asksPending(call)
            ? pendingGate.shared(() => gate.shared(() => ask(call)))
            : gate.shared(() => ask(call)),
        () => errorAnswer(RPC_CODES.limit, "This node is overloaded; ask again later."),
      ),
    fill: (work) => pendingGate.exclusive(work),
    direct: ask,
    async extend(make) {
      await gate.exclusive(async () => {
        if (engine === undefined || failure !== undefined) {
          throw failure ?? new UnavailableError("CHAIN_ENGINE", "The chain has no engine.");
        }
        try {
          const entries = await make(engine, head);
          const last = entries.at(-1);
          if (last === undefined) return;
          await journal.append(entries);
          head = { number: last.number, timestamp: last.timestamp, hash: `0x${last.hash.toString("hex")}` };
        } catch (cause) {
          throw await recover(cause);
        }
      });
      for (const listener of listeners) listener();
    },
    onExtended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fail,
  };
}

/** Wherever in the parameters it stands: as block tag, in a filter's range. Taking too many calls for such only delays them. */
function asksPending({ params }: EngineCall): boolean {
  return isOrHolds(params, "pending");
}

function isOrHolds(value: unknown, text: string): boolean {
  if (typeof value !== "object" || value === null) return value === text;
  return Object.values(value).some((member) => isOrHolds(member, text));
}
