import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex, integer } from "../database/columns.ts";
import { type KeptLog, readKeptLog } from "../index/keptLog.ts";

/** A stretch of a chain's logs that was not read before. */
export interface LogStretch {
  /** What was read before is no longer on the chain: it has to be forgotten first. */
  readonly isAnew: boolean;
  /** Logs of the contract, in the order of the chain. */
  readonly logs: readonly KeptLog[];
  readonly block: number;
  readonly hash: Hex;
}

/** Goes through the logs that the index keeps, one stretch after the other, each once unless the chain reorganises. */
export interface LogCursor {
  /** Undefined when there is nothing new. */
  next(chainId: number): LogStretch | undefined;
  /** Notes that a stretch is done; in one transaction with what was made of it. */
  advance(chainId: number, stretch: LogStretch): void;
  /** Block up to which everything was read; -1 for none. */
  block(chainId: number): number;
}

/** Bounds what is held in memory and done without a pause. */
const BLOCKS = 1_000;

/** @param purpose names the reader: each has a place of its own */
export function createLogCursor(database: DatabaseSync, purpose: string): LogCursor {
  const sql = (statement: string) => database.prepare(statement);
  const cursor = sql("SELECT block, hash FROM summary_cursors WHERE purpose = ? AND chain_id = ?");
  const set = sql("INSERT OR REPLACE INTO summary_cursors VALUES (?, ?, ?, ?)");
  const hashOf = sql("SELECT hash FROM blocks WHERE chain_id = ? AND block = ?");
  const indexed = sql("SELECT block FROM checkpoints WHERE chain_id = ?");
  // Only blocks whose hash is kept can be recognised again, so a stretch ends with one of them.
  const last = sql("SELECT MAX(block) AS block FROM blocks WHERE chain_id = ? AND block > ? AND block <= ?");
  const first = sql("SELECT MIN(block) AS block FROM blocks WHERE chain_id = ? AND block > ? AND block <= ?");
  const logs = sql(
    "SELECT * FROM logs WHERE chain_id = ? AND block > ? AND block <= ? ORDER BY block, log_index",
  );

  const place = (chainId: number): { block: number; hash: string } | undefined => {
    const row = cursor.get(purpose, chainId);
    return row && { block: integer(row["block"]), hash: hex(row["hash"]) };
  };

  return {
    next(chainId) {
      const known = place(chainId);
      const end = indexed.get(chainId)?.["block"];
      if (end === undefined) return undefined;
      const isAnew = known !== undefined && hashOf.get(chainId, known.block)?.["hash"] !== known.hash;
      const from = known === undefined || isAnew ? -1 : known.block;
      const reach = Math.min(from + BLOCKS, integer(end));
      const to =
        last.get(chainId, from, reach)?.["block"] ?? first.get(chainId, from, integer(end))?.["block"];
      if (to === null || to === undefined) return undefined;
      const block = integer(to);
      return {
        isAnew,
        logs: logs.all(chainId, from, block).map(readKeptLog),
        block,
        hash: hex(hashOf.get(chainId, block)?.["hash"]),
      };
    },
    advance: (chainId, { block, hash }) => void set.run(purpose, chainId, block, hash),
    block: (chainId) => place(chainId)?.block ?? -1,
  };
}
