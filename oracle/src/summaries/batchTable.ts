import type { DatabaseSync } from "node:sqlite";
import { type SummaryBatch, batchHashOf, summaryBatchSchema } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { hex, integer, text } from "../database/columns.ts";

/** A batch that this authority has formed and signed. */
export interface FormedBatch {
  readonly id: number;
  readonly batch: SummaryBatch;
  readonly batchHash: Hex;
  readonly signature: Hex;
  readonly attempts: number;
}

export interface BatchTable {
  /** The oldest one that is on its way; there is at most one, but after a reorganisation. */
  open(): FormedBatch | undefined;
  /** @returns its id; in one transaction with its sections */
  form(batch: SummaryBatch, signature: Hex, created: number): number;
  setState(id: number, state: "posted" | "dropped"): void;
  /**
   * Takes up again what was posted and is on the chain no more, oldest first to be posted once more with the same bytes. To be asked
   * once the chain was read to its end.
   * @returns how many
   */
  reopen(): number;
  countAttempt(id: number): void;
}

export function createBatchTable(database: DatabaseSync): BatchTable {
  const sql = (statement: string) => database.prepare(statement);
  const open = sql("SELECT * FROM summary_batches WHERE state = 'open' ORDER BY id LIMIT 1");
  const insert = sql(
    "INSERT INTO summary_batches (sequence, batch_hash, batch, signature, state, created) VALUES (?, ?, ?, ?, 'open', ?)",
  );
  const state = sql("UPDATE summary_batches SET state = ? WHERE id = ?");
  // What another one was posted in the place of comes up too, and is given up when its turn comes.
  const reopen = sql(
    `UPDATE summary_batches SET state = 'open', attempts = attempts + 1 WHERE state = 'posted' AND NOT EXISTS (
       SELECT 1 FROM summary_posted p WHERE p.sequence = summary_batches.sequence AND p.batch_hash = summary_batches.batch_hash
     )`,
  );
  const attempt = sql("UPDATE summary_batches SET attempts = attempts + 1 WHERE id = ?");
  return {
    open() {
      const row = open.get();
      return row && read(row);
    },
    form: (batch, signature, created) =>
      Number(
        insert.run(batch.sequence, batchHashOf(batch), JSON.stringify(batch), signature, created)
          .lastInsertRowid,
      ),
    reopen: () => Number(reopen.run().changes),
    setState: (id, next) => void state.run(next, id),
    countAttempt: (id) => void attempt.run(id),
  };
}

function read(row: Record<string, unknown>): FormedBatch {
  return {
    id: integer(row["id"]),
    batch: summaryBatchSchema.parse(JSON.parse(text(row["batch"]))),
    batchHash: hex(row["batch_hash"]),
    signature: hex(row["signature"]),
    attempts: integer(row["attempts"]),
  };
}
