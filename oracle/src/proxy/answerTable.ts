import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { blob, hex } from "../database/columns.ts";

/** Answers given, sealed at rest (they link pseudonyms), for as long as their access is fresh; and that they were given. */
export const ANSWER_MIGRATION = `
CREATE TABLE proxy_answers (
  chain_id INTEGER NOT NULL, access_id TEXT NOT NULL, state_hash TEXT NOT NULL, record_chain INTEGER NOT NULL, record_id TEXT NOT NULL,
  sealed BLOB NOT NULL, given INTEGER NOT NULL, PRIMARY KEY (chain_id, access_id)
) WITHOUT ROWID;
CREATE INDEX proxy_answers_given ON proxy_answers (given)`;

export interface AnswerKey {
  readonly chainId: number;
  readonly accessId: Hex;
}

export interface StoredAnswer {
  readonly stateHash: Hex;
  readonly sealed: Uint8Array;
}

export interface AnswerTable {
  find(key: AnswerKey): StoredAnswer | undefined;
  /** Whether an access was served for a record. */
  isServed(key: AnswerKey, record: { readonly chainId: number; readonly recordId: Hex }): boolean;
  put(
    key: AnswerKey,
    answer: StoredAnswer & { readonly record: { chainId: number; recordId: Hex }; readonly given: number },
  ): void;
  purge(before: number): void;
  /** What was answered of a record's former versions goes before its time. */
  forget(record: { readonly chainId: number; readonly recordId: Hex }): void;
}

export function createAnswerTable(database: DatabaseSync): AnswerTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT state_hash, sealed FROM proxy_answers WHERE chain_id = ? AND access_id = ?");
  const served = sql(
    "SELECT 1 FROM proxy_answers WHERE chain_id = ? AND access_id = ? AND record_chain = ? AND record_id = ?",
  );
  const insert = sql("INSERT OR REPLACE INTO proxy_answers VALUES (?, ?, ?, ?, ?, ?, ?)");
  const forget = sql("DELETE FROM proxy_answers WHERE record_chain = ? AND record_id = ?");
  const purge = sql("DELETE FROM proxy_answers WHERE given < ?");
  return {
    find({ chainId, accessId }) {
      const row = select.get(chainId, accessId);
      return row === undefined
        ? undefined
        : { stateHash: hex(row["state_hash"]), sealed: blob(row["sealed"]) };
    },
    isServed: ({ chainId, accessId }, record) =>
      served.get(chainId, accessId, record.chainId, record.recordId) !== undefined,
    put: ({ chainId, accessId }, { stateHash, sealed, record, given }) =>
      void insert.run(chainId, accessId, stateHash, record.chainId, record.recordId, sealed, given),
    purge: (before) => void purge.run(before),
    forget: ({ chainId, recordId }) => void forget.run(chainId, recordId),
  };
}
