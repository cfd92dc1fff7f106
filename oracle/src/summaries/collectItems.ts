import type { DatabaseSync } from "node:sqlite";
import { ITEM_KIND, type SummaryItem } from "@medlattice/sdk/summary";
import { type Hex } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { hex, integer } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import { type Entry, entriesOf } from "./entries.ts";
import { createLogCursor } from "./logCursor.ts";

/** An item whose patient is not blinded yet. */
export type OpenItem = Omit<SummaryItem, "ephemeral" | "tag"> & { readonly patient: Hex };

/**
 * What private chains have to tell, each item once and in the order of its chain. A pure function of the final blocks that the index
 * holds, so an institution and an authority that read the same chain have the same, at the same positions.
 */
export interface Collector {
  /** Takes up what the index has read meanwhile. */
  collect(chain: ChainConfig): void;
  /** Block up to which everything was collected; -1 for none. */
  block(chainId: number): number;
  count(chainId: number): number;
  items(chainId: number, from: number, limit: number): readonly OpenItem[];
  /** Positions of a record's items, oldest first. */
  positionsOf(chainId: number, recordId: Hex): readonly number[];
  /** When this oracle first saw the item at a position, Unix seconds. */
  seen(chainId: number, position: number): number | undefined;
  /** Hash of a block that holds an item. */
  blockHash(chainId: number, block: number): Hex | undefined;
  /**
   * Patients enrolled in the blocks that are complete with the first `to` items and were not with the first `from`: what a section
   * with those between counts. At most what a section may (`MOST_REGISTRATIONS`); what is above is not counted.
   */
  registrations(chainId: number, from: number, to: number): number;
}

/** As `SummaryInbox` bounds them. */
const MOST_REGISTRATIONS = 10_000;

export function createCollector(database: DatabaseSync, nowSeconds: () => number): Collector {
  const sql = (statement: string) => database.prepare(statement);
  const cursor = createLogCursor(database, "entries");
  const wipes = ["summary_entries", "summary_registrations"].map((table) =>
    sql(`DELETE FROM ${table} WHERE chain_id = ?`),
  );
  const count = sql("SELECT COALESCE(MAX(position) + 1, 0) AS n FROM summary_entries WHERE chain_id = ?");
  const insert = sql("INSERT OR IGNORE INTO summary_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const commitment = sql(
    "SELECT commitment FROM summary_entries WHERE chain_id = ? AND record_id = ? AND kind = 1",
  );
  const register = sql(
    "INSERT INTO summary_registrations VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET patients = patients + 1",
  );
  const items = sql(
    "SELECT * FROM summary_entries WHERE chain_id = ? AND position >= ? ORDER BY position LIMIT ?",
  );
  const positions = sql(
    "SELECT position FROM summary_entries WHERE chain_id = ? AND record_id = ? ORDER BY position",
  );
  const one = sql("SELECT block, seen FROM summary_entries WHERE chain_id = ? AND position = ?");
  const hashOf = sql("SELECT hash FROM blocks WHERE chain_id = ? AND block = ?");
  const registered = sql(
    "SELECT COALESCE(SUM(patients), 0) AS n FROM summary_registrations WHERE chain_id = ? AND block > ? AND block <= ?",
  );
  const counted = (chainId: number): number => integer(count.get(chainId)?.["n"]);

  function keep(chainId: number, position: number, entry: Entry): boolean {
    const { kind, block, recordId, version, keywordRoot, patient } = entry;
    const commits = entry.commitment ?? commitment.get(chainId, recordId)?.["commitment"];
    const place = [chainId, position, kind, block, recordId, version] as const;
    return insert.run(...place, hex(commits), keywordRoot, patient, nowSeconds()).changes === 1;
  }

  /** The last block that is complete with the first `items` items. */
  function completeWith(chainId: number, itemCount: number): number {
    if (itemCount === 0) return -1;
    const last = integer(one.get(chainId, itemCount - 1)?.["block"]);
    const next = one.get(chainId, itemCount)?.["block"];
    return next === last ? last - 1 : last;
  }

  return {
    collect(chain) {
      const { chainId } = chain;
      for (let part = cursor.next(chainId); part !== undefined; part = cursor.next(chainId)) {
        const stretch = part;
        const { entries, registrations } = entriesOf(chain, stretch.logs);
        transaction(database, () => {
          if (stretch.isAnew) for (const wipe of wipes) wipe.run(chainId);
          let position = counted(chainId);
          for (const entry of entries) if (keep(chainId, position, entry)) position += 1;
          for (const { block } of registrations) register.run(chainId, block);
          cursor.advance(chainId, stretch);
        });
      }
    },
    block: (chainId) => cursor.block(chainId),
    count: counted,
    items: (chainId, from, limit) => items.all(chainId, from, limit).map((row) => readItem(chainId, row)),
    positionsOf: (chainId, recordId) =>
      positions.all(chainId, recordId).map((row) => integer(row["position"])),
    seen(chainId, position) {
      const row = one.get(chainId, position);
      return row && integer(row["seen"]);
    },
    blockHash(chainId, block) {
      const row = hashOf.get(chainId, block);
      return row && hex(row["hash"]);
    },
    registrations(chainId, from, to) {
      const [before, after] = [completeWith(chainId, from), completeWith(chainId, to)];
      return Math.min(integer(registered.get(chainId, before, after)?.["n"]), MOST_REGISTRATIONS);
    },
  };
}

function readItem(chainId: number, row: Record<string, unknown>): OpenItem {
  return {
    kind: integer(row["kind"]) === ITEM_KIND.record ? ITEM_KIND.record : ITEM_KIND.label,
    chainId,
    blockNumber: integer(row["block"]),
    recordId: hex(row["record_id"]),
    version: integer(row["version"]),
    commitment: hex(row["commitment"]),
    keywordRoot: hex(row["keyword_root"]),
    patient: hex(row["patient"]),
  };
}
