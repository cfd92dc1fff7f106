import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { integer, text } from "../database/columns.ts";

export const JOB_MIGRATION = `
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, dedupe TEXT NOT NULL, payload TEXT NOT NULL,
  attempts INTEGER NOT NULL, due_ms INTEGER NOT NULL, UNIQUE (kind, dedupe)
);
CREATE INDEX jobs_due ON jobs (due_ms)`;

/** Does one job. It may be called again for a job it has done (the process died in between), so it must not mind. */
export type JobHandler = (payload: string) => Promise<void>;

export interface JobQueue {
  /** Puts a job on disk; a second one of the same kind and key changes nothing. May be called inside a transaction. */
  add(kind: string, dedupe: string, payload: string): void;
  handle(kind: string, handler: JobHandler): void;
  start(): void;
  /** Lets the jobs under way finish, and starts no more. */
  stop(): Promise<void>;
  backlog(): number;
}

export interface JobQueueOptions {
  readonly database: DatabaseSync;
  /** Where jobs are crossed out: one that comes back after a power cut is done again. Default `database`. */
  readonly recoverable?: DatabaseSync;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 60_000;
const IDLE_MS = 1_000;

/**
 * Work that must happen even if the process dies now: written down first, done afterwards, crossed out when done,
 * repeated with growing pauses until it succeeds. Jobs of one kind follow each other; kinds do not wait for each other, so a
 * peer that does not answer holds up nothing else.
 */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { database, recoverable = database } = options;
  const insert = database.prepare(
    "INSERT OR IGNORE INTO jobs (kind, dedupe, payload, attempts, due_ms) VALUES (?, ?, ?, 0, ?)",
  );
  const next = database.prepare(
    "SELECT * FROM jobs WHERE kind = ? AND due_ms <= ? ORDER BY due_ms, id LIMIT 1",
  );
  const done = recoverable.prepare("DELETE FROM jobs WHERE id = ?");
  const postpone = recoverable.prepare("UPDATE jobs SET attempts = attempts + 1, due_ms = ? WHERE id = ?");
  const count = database.prepare("SELECT COUNT(*) AS n FROM jobs");
  const handlers = new Map<string, JobHandler>();
  const wakers = new Map<string, () => void>();
  const stopping = new AbortController();
  let loops: Promise<void>[] | undefined;

  async function perform(row: Record<string, unknown>, kind: string, handler: JobHandler): Promise<void> {
    const id = integer(row["id"]);
    try {
      await handler(text(row["payload"]));
      done.run(id);
    } catch (error) {
      const attempts = integer(row["attempts"]) + 1;
      const delayMs = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(attempts, 10));
      options.logger.warn({ err: error, kind, attempts }, "job postponed");
      try {
        postpone.run(options.nowMs() + delayMs, id);
      } catch (notWritten) {
        // On a full disk the job stays due as it is; what waits is its kind.
        options.logger.error({ err: notWritten, kind }, "job waits, nothing can be written");
        await wait(kind, delayMs);
      }
    }
  }

  /** Until the time is over, a job of the kind is added, or the queue stops. */
  async function wait(kind: string, ms: number): Promise<void> {
    if (stopping.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    wakers.set(kind, resolve);
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }

  async function run(kind: string, handler: JobHandler): Promise<void> {
    while (!stopping.signal.aborted) {
      const row = next.get(kind, options.nowMs());
      await (row === undefined ? wait(kind, IDLE_MS) : perform(row, kind, handler));
    }
  }

  return {
    add(kind, dedupe, payload) {
      insert.run(kind, dedupe, payload, options.nowMs());
      wakers.get(kind)?.();
    },
    handle(kind, handler) {
      handlers.set(kind, handler);
      loops?.push(run(kind, handler));
    },
    start() {
      loops = [...handlers].map(([kind, handler]) => run(kind, handler));
    },
    async stop() {
      stopping.abort();
      for (const wake of wakers.values()) wake();
      await Promise.all(loops ?? []);
    },
    backlog: () => integer(count.get()?.["n"]),
  };
}
