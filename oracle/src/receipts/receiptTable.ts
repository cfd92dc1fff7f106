import type { DatabaseSync } from "node:sqlite";
import type { Receipt } from "@medlattice/sdk/usage";
import type { Hex } from "viem";
import { hex, integer, optionalInteger } from "../database/columns.ts";
import { insertInto } from "../database/insertInto.ts";
import { transaction } from "../database/transaction.ts";

/**
 * Receipts of this oracle, and those that readers brought from others. Own ones are put under a root in batches; a batch is written
 * down with its receipts before it is sent, and names the batch before it.
 */
export const RECEIPT_MIGRATION = `
CREATE TABLE receipt_roots (
  id INTEGER PRIMARY KEY, chain_id INTEGER NOT NULL, root TEXT NOT NULL, count INTEGER NOT NULL, previous TEXT NOT NULL, head TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, posted INTEGER, UNIQUE (chain_id, head)
);
CREATE TABLE receipts (
  id INTEGER PRIMARY KEY, chain_id INTEGER NOT NULL, access_id TEXT NOT NULL, organization TEXT NOT NULL, outcome INTEGER NOT NULL,
  time INTEGER NOT NULL, signer TEXT NOT NULL, signature TEXT NOT NULL, own INTEGER NOT NULL, batch INTEGER REFERENCES receipt_roots (id),
  UNIQUE (chain_id, access_id, organization, outcome)
);
CREATE INDEX receipts_waiting ON receipts (chain_id, id) WHERE own = 1 AND batch IS NULL;
CREATE INDEX receipts_batch ON receipts (batch)`;

export interface ReceiptBatchRow {
  readonly id: number;
  readonly chainId: number;
  readonly root: Hex;
  readonly count: number;
  readonly previous: Hex;
  readonly head: Hex;
  readonly attempts: number;
  readonly posted: number | undefined;
}

export interface StoredReceipt {
  readonly receipt: Receipt;
  readonly batch: number | undefined;
}

export interface ReceiptTable {
  find(chainId: number, accessId: Hex, organization: Hex, outcome: number): Receipt | undefined;
  ofAccess(chainId: number, accessId: Hex): StoredReceipt[];
  /** Keeps a receipt; a second one of the same organisation, access and outcome changes nothing. */
  put(chainId: number, receipt: Receipt, isOwn: boolean): void;
  /** Own receipts under no root yet, oldest first. */
  waiting(chainId: number, limit: number): { readonly id: number; readonly receipt: Receipt }[];
  batch(id: number): ReceiptBatchRow;
  inBatch(id: number): Receipt[];
  /** The batch that is written down and not posted yet; there is at most one per chain. */
  open(chainId: number): ReceiptBatchRow | undefined;
  last(chainId: number): ReceiptBatchRow | undefined;
  /** Writes a batch down together with what is in it. */
  form(batch: Omit<ReceiptBatchRow, "id" | "attempts" | "posted">, receipts: readonly number[]): void;
  setPosted(id: number, time: number): void;
  countAttempt(id: number): void;
  backlog(): number;
}

export function createReceiptTable(database: DatabaseSync): ReceiptTable {
  const sql = (statement: string) => database.prepare(statement);
  const one = sql(
    "SELECT * FROM receipts WHERE chain_id = ? AND access_id = ? AND organization = ? AND outcome = ?",
  );
  const ofAccess = sql("SELECT * FROM receipts WHERE chain_id = ? AND access_id = ? ORDER BY id");
  const columns = [
    "chain_id",
    "access_id",
    "organization",
    "outcome",
    "time",
    "signer",
    "signature",
    "own",
  ] as const;
  const insert = insertInto(database, "receipts", columns, "IGNORE");
  const waiting = sql(
    "SELECT * FROM receipts WHERE chain_id = ? AND own = 1 AND batch IS NULL ORDER BY id LIMIT ?",
  );
  const batch = sql("SELECT * FROM receipt_roots WHERE id = ?");
  const inBatch = sql("SELECT * FROM receipts WHERE batch = ? ORDER BY id");
  const open = sql("SELECT * FROM receipt_roots WHERE chain_id = ? AND posted IS NULL ORDER BY id LIMIT 1");
  const last = sql("SELECT * FROM receipt_roots WHERE chain_id = ? ORDER BY id DESC LIMIT 1");
  const insertBatch = sql(
    "INSERT INTO receipt_roots (chain_id, root, count, previous, head) VALUES (?, ?, ?, ?, ?)",
  );
  const assign = sql("UPDATE receipts SET batch = ? WHERE id = ?");
  const posted = sql("UPDATE receipt_roots SET posted = ? WHERE id = ?");
  const attempt = sql("UPDATE receipt_roots SET attempts = attempts + 1 WHERE id = ?");
  const backlog = sql("SELECT COUNT(*) AS n FROM receipts WHERE own = 1 AND batch IS NULL");

  return {
    find(chainId, accessId, organization, outcome) {
      const row = one.get(chainId, accessId, organization, outcome);
      return row === undefined ? undefined : readReceipt(row);
    },
    ofAccess: (chainId, accessId) =>
      ofAccess
        .all(chainId, accessId)
        .map((row) => ({ receipt: readReceipt(row), batch: optionalInteger(row["batch"]) })),
    put: (chainId, { accessId, organization, outcome, time, signer, signature }, isOwn) =>
      void insert({
        chain_id: chainId,
        access_id: accessId,
        organization,
        outcome,
        time,
        signer,
        signature,
        own: isOwn ? 1 : 0,
      }),
    waiting: (chainId, limit) =>
      waiting.all(chainId, limit).map((row) => ({ id: integer(row["id"]), receipt: readReceipt(row) })),
    batch(id) {
      const row = batch.get(id);
      if (row === undefined) throw new TypeError("no such batch of receipts");
      return readBatch(row);
    },
    inBatch: (id) => inBatch.all(id).map(readReceipt),
    open(chainId) {
      const row = open.get(chainId);
      return row === undefined ? undefined : readBatch(row);
    },
    last(chainId) {
      const row = last.get(chainId);
      return row === undefined ? undefined : readBatch(row);
    },
    form({ chainId, root, count, previous, head }, receipts) {
      transaction(database, () => {
        const { lastInsertRowid } = insertBatch.run(chainId, root, count, previous, head);
        for (const id of receipts) assign.run(lastInsertRowid, id);
      });
    },
    setPosted: (id, time) => void posted.run(time, id),
    countAttempt: (id) => void attempt.run(id),
    backlog: () => integer(backlog.get()?.["n"]),
  };
}

function readReceipt(row: Record<string, unknown>): Receipt {
  return {
    accessId: hex(row["access_id"]),
    organization: hex(row["organization"]),
    outcome: integer(row["outcome"]),
    time: integer(row["time"]),
    signer: hex(row["signer"]),
    signature: hex(row["signature"]),
  };
}

function readBatch(row: Record<string, unknown>): ReceiptBatchRow {
  return {
    id: integer(row["id"]),
    chainId: integer(row["chain_id"]),
    root: hex(row["root"]),
    count: integer(row["count"]),
    previous: hex(row["previous"]),
    head: hex(row["head"]),
    attempts: integer(row["attempts"]),
    posted: optionalInteger(row["posted"]),
  };
}
