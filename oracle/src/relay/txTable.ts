import type { DatabaseSync } from "node:sqlite";
import type { Address, Hex } from "viem";
import { insertInto } from "../database/insertInto.ts";
import { account, hex, integer, optionalInteger, optionalText, text } from "../database/columns.ts";

/**
 * One row per transaction of this oracle, written with its signed bytes before anything is sent. Whatever happens
 * afterwards, those very bytes are what is sent again, so a call is carried out once only.
 *
 * signed → mined (in a block) → final (enough blocks on top) | failed (reverted, or refused by the node for good).
 * A refused row keeps its nonce and gets an empty transaction as `raw`, or all later ones would wait for ever; `first_hash`
 * remembers the refused one, in case another node had taken it after all.
 */
export const TX_MIGRATION = `
CREATE TABLE transactions (
  id INTEGER PRIMARY KEY, chain_id INTEGER NOT NULL, owner TEXT NOT NULL, idempotency TEXT NOT NULL, request_hash TEXT NOT NULL,
  to_address TEXT NOT NULL, data TEXT NOT NULL, gas INTEGER NOT NULL, nonce INTEGER NOT NULL, raw TEXT NOT NULL, tx_hash TEXT NOT NULL,
  first_hash TEXT, status TEXT NOT NULL CHECK (status IN ('signed', 'mined', 'final', 'failed')), block_number INTEGER, failure TEXT,
  UNIQUE (chain_id, owner, idempotency)
);
CREATE INDEX transactions_open ON transactions (chain_id, nonce) WHERE status IN ('signed', 'mined');
CREATE INDEX transactions_nonce ON transactions (chain_id, nonce)`;

/**
 * The account that signed: each counts its own nonces, and after a change of the oracle's key the new one begins with its first.
 * Rows from before are of the key that was in use when this came.
 */
export const TX_SENDER_MIGRATION = `
ALTER TABLE transactions ADD COLUMN sender TEXT;
DROP INDEX transactions_nonce;
CREATE INDEX transactions_nonce ON transactions (chain_id, sender, nonce)`;

const STATUSES = ["signed", "mined", "final", "failed"] as const;
export type TxStatus = (typeof STATUSES)[number];

/** A call of this oracle, and how the same caller names it when asking again. */
export interface TxCall {
  readonly chainId: number;
  readonly owner: string;
  readonly idempotency: string;
  /** Hash over what was asked, so that a key cannot be used for something else. */
  readonly requestHash: string;
  readonly to: Address;
  readonly data: Hex;
  readonly gas: number;
}

export interface SignedTx {
  readonly sender: Address;
  readonly nonce: number;
  readonly raw: Hex;
  readonly txHash: Hex;
}

export interface TxRow extends TxCall, SignedTx {
  readonly id: number;
  /** Hash of the refused transaction, when `raw` is the empty one in its place. */
  readonly firstHash: Hex | undefined;
  readonly status: TxStatus;
  readonly blockNumber: number | undefined;
  /** Why it failed, as JSON. */
  readonly failure: string | undefined;
}

export interface TxTable {
  find(chainId: number, owner: string, idempotency: string): TxRow | undefined;
  get(id: number): TxRow;
  insert(call: TxCall, signed: SignedTx): TxRow;
  /** Takes rows that do not say who signed them for this account's. */
  adopt(sender: Address): void;
  /** Highest nonce an account ever used on a chain, or -1. */
  lastNonce(chainId: number, sender: Address): number;
  /** Rows not settled for good yet, in the order of their nonces. */
  open(chainId: number): TxRow[];
  settle(
    id: number,
    status: TxStatus,
    settled: { txHash?: Hex; blockNumber?: number; failure?: string },
  ): void;
  /** The nonce went to a transaction that is not ours: the same call under a later one. */
  signAnew(id: number, signed: SignedTx): void;
  /** The node refuses the call: an empty transaction in its place. */
  fill(id: number, signed: SignedTx, failure: string): void;
  backlog(): number;
}

/**
 * @param recoverable where rows are settled: one that is open again after a power cut is settled again by its receipt
 */
export function createTxTable(database: DatabaseSync, recoverable = database): TxTable {
  const sql = (statement: string) => database.prepare(statement);
  const byKey = sql("SELECT * FROM transactions WHERE chain_id = ? AND owner = ? AND idempotency = ?");
  const byId = sql("SELECT * FROM transactions WHERE id = ?");
  const insert = insertInto(database, "transactions", [
    "chain_id",
    "owner",
    "idempotency",
    "request_hash",
    "to_address",
    "data",
    "gas",
    "nonce",
    "raw",
    "tx_hash",
    "status",
    "sender",
  ]);
  const adopt = sql("UPDATE transactions SET sender = ? WHERE sender IS NULL");
  const last = sql(
    "SELECT COALESCE(MAX(nonce), -1) AS nonce FROM transactions WHERE chain_id = ? AND sender = ?",
  );
  const open = sql(
    "SELECT * FROM transactions WHERE chain_id = ? AND status IN ('signed', 'mined') ORDER BY nonce",
  );
  const settle = recoverable.prepare(
    "UPDATE transactions SET status = ?, tx_hash = COALESCE(?, tx_hash), block_number = ?, failure = COALESCE(?, failure) WHERE id = ?",
  );
  const forget = recoverable.prepare("UPDATE transactions SET raw = '0x', data = '0x' WHERE id = ?");
  const signAnew = sql("UPDATE transactions SET sender = ?, nonce = ?, raw = ?, tx_hash = ? WHERE id = ?");
  const fill = sql(
    "UPDATE transactions SET first_hash = tx_hash, raw = ?, tx_hash = ?, failure = ? WHERE id = ?",
  );
  const backlog = sql("SELECT COUNT(*) AS n FROM transactions WHERE status = 'signed'");

  function get(id: number): TxRow {
    const row = byId.get(id);
    if (row === undefined) throw new TypeError("no such transaction row");
    return readRow(row);
  }

  return {
    get,
    find(chainId, owner, idempotency) {
      const row = byKey.get(chainId, owner, idempotency);
      return row === undefined ? undefined : readRow(row);
    },
    insert(call, { sender, nonce, raw, txHash }) {
      const { lastInsertRowid } = insert({
        chain_id: call.chainId,
        owner: call.owner,
        idempotency: call.idempotency,
        request_hash: call.requestHash,
        to_address: call.to,
        data: call.data,
        gas: call.gas,
        nonce,
        raw,
        tx_hash: txHash,
        status: "signed",
        sender,
      });
      return get(Number(lastInsertRowid));
    },
    adopt: (sender) => void adopt.run(sender),
    lastNonce: (chainId, sender) => integer(last.get(chainId, sender)?.["nonce"]),
    open: (chainId) => open.all(chainId).map(readRow),
    settle(id, status, { txHash, blockNumber, failure }) {
      settle.run(status, txHash ?? null, blockNumber ?? null, failure ?? null, id);
      if (status === "final") forget.run(id);
    },
    signAnew: (id, { sender, nonce, raw, txHash }) => void signAnew.run(sender, nonce, raw, txHash, id),
    fill: (id, { raw, txHash }, failure) => void fill.run(raw, txHash, failure, id),
    backlog: () => integer(backlog.get()?.["n"]),
  };
}

function readRow(row: Record<string, unknown>): TxRow {
  const status = STATUSES.find((known) => known === row["status"]);
  if (status === undefined) throw new TypeError("column is not a status");
  return {
    id: integer(row["id"]),
    chainId: integer(row["chain_id"]),
    owner: text(row["owner"]),
    idempotency: text(row["idempotency"]),
    requestHash: text(row["request_hash"]),
    to: account(row["to_address"]),
    data: hex(row["data"]),
    gas: integer(row["gas"]),
    sender: account(row["sender"]),
    nonce: integer(row["nonce"]),
    raw: hex(row["raw"]),
    txHash: hex(row["tx_hash"]),
    firstHash: row["first_hash"] === null ? undefined : hex(row["first_hash"]),
    status,
    blockNumber: optionalInteger(row["block_number"]),
    failure: optionalText(row["failure"]),
  };
}
