import type { DatabaseSync } from "node:sqlite";
import { type AccountEntry, patientTree } from "@medlattice/sdk/record";
import { labelRoot } from "@medlattice/sdk/snapshot";
import { type Hex, decodeEventLog, zeroHash } from "viem";
import { contractAt } from "../chains/contractAt.ts";
import { CONTRACT_ABIS } from "../chains/openChain.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { hex, integer } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import type { KeptLog } from "../index/keptLog.ts";
import { createLogCursor } from "../summaries/logCursor.ts";

/** How far a chain's accounts and labels are. */
export interface BookTotals {
  readonly totalHeight: number;
  readonly labelCount: number;
}

export interface BookAccount {
  readonly personId: Hex;
  readonly height: number;
  readonly dataRoot: Hex;
}

/**
 * The accounts of chains as they stood at any block (systems.md P2, P3). A pure function of the final blocks that the index holds, so an
 * institution and an authority that read the same chain have the same.
 */
export interface AccountBook {
  /** Takes up what the index has read meanwhile. */
  collect(chain: Pick<ChainConfig, "chainId" | "contracts">): void;
  /** Block up to which everything was collected; -1 for none. */
  block(chainId: number): number;
  /** Block in which the newest entry or label is; -1 for none. */
  lastChange(chainId: number): number;
  blockHash(chainId: number, block: number): Hex | undefined;
  totals(chainId: number, block: number): BookTotals;
  /** Patients enrolled by then, by ascending id, those without a record too. */
  accounts(chainId: number, block: number): readonly BookAccount[];
  /** The first so many entries of an account. */
  entries(chainId: number, personId: Hex, height: number): readonly AccountEntry[];
  /** Leaves of the label log, in its order. */
  labels(chainId: number, count: number): readonly Hex[];
  labelRoot(chainId: number, block: number): { readonly root: Hex; readonly count: number };
}

const PATIENT = 1;

export function createAccountBook(database: DatabaseSync): AccountBook {
  const sql = (statement: string) => database.prepare(statement);
  const cursor = createLogCursor(database, "accounts");
  const wipes = ["anchor_people", "anchor_entries"].map((table) =>
    sql(`DELETE FROM ${table} WHERE chain_id = ?`),
  );
  const enrol = sql("INSERT OR IGNORE INTO anchor_people VALUES (?, ?, ?)");
  const append = sql("INSERT OR REPLACE INTO anchor_entries VALUES (?, ?, ?, ?, ?, ?, ?)");
  const heights = sql("SELECT COUNT(*) AS n FROM anchor_entries WHERE chain_id = ? AND block <= ?");
  const lastEntry = sql("SELECT COALESCE(MAX(block), -1) AS n FROM anchor_entries WHERE chain_id = ?");
  const lastLabel = sql(
    "SELECT COALESCE(MAX(label_block), -1) AS n FROM labels WHERE chain_id = ? AND label_block <= ?",
  );
  const hashOf = sql("SELECT hash FROM blocks WHERE chain_id = ? AND block = ?");
  const people = sql(
    "SELECT person_id FROM anchor_people WHERE chain_id = ? AND block <= ? ORDER BY person_id",
  );
  const all = sql("SELECT * FROM anchor_entries WHERE chain_id = ? AND block <= ? ORDER BY patient, height");
  const some = sql(
    "SELECT * FROM anchor_entries WHERE chain_id = ? AND patient = ? AND height <= ? ORDER BY height",
  );
  const labelCount = sql("SELECT COUNT(*) AS n FROM labels WHERE chain_id = ? AND label_block <= ?");
  const newestLabel = sql(
    "SELECT label_root FROM labels WHERE chain_id = ? AND label_block <= ? ORDER BY label_index DESC LIMIT 1",
  );
  const labels = sql(
    "SELECT label_leaf FROM labels WHERE chain_id = ? AND label_index < ? ORDER BY label_index",
  );

  function keep(chain: Pick<ChainConfig, "chainId" | "contracts">, log: KeptLog): void {
    const { chainId } = chain;
    const { block, address, topics, data } = log;
    switch (contractAt(chain, address)) {
      case "recordRegistry": {
        const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.recordRegistry, topics, data });
        if (eventName !== "RecordConfirmed") return;
        const { recordId, commitment, institution } = args.state;
        append.run(chainId, args.patient, Number(args.height), block, recordId, commitment, institution);
        return;
      }
      case "identityRegistry": {
        const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.identityRegistry, topics, data });
        if (eventName === "PersonEnrolled" && args.role === PATIENT) enrol.run(chainId, args.personId, block);
        return;
      }
      default:
    }
  }

  return {
    collect(chain) {
      const { chainId } = chain;
      for (let next = cursor.next(chainId); next !== undefined; next = cursor.next(chainId)) {
        const stretch = next;
        transaction(database, () => {
          if (stretch.isAnew) for (const wipe of wipes) wipe.run(chainId);
          for (const log of stretch.logs) keep(chain, log);
          cursor.advance(chainId, stretch);
        });
      }
    },
    block: (chainId) => cursor.block(chainId),
    lastChange: (chainId) =>
      Math.max(
        integer(lastEntry.get(chainId)?.["n"]),
        integer(lastLabel.get(chainId, cursor.block(chainId))?.["n"]),
      ),
    blockHash(chainId, block) {
      const row = hashOf.get(chainId, block);
      return row && hex(row["hash"]);
    },
    totals: (chainId, block) => ({
      totalHeight: integer(heights.get(chainId, block)?.["n"]),
      labelCount: integer(labelCount.get(chainId, block)?.["n"]),
    }),
    accounts(chainId, block) {
      const entries = Map.groupBy(all.all(chainId, block).map(readEntry), ({ patient }) => patient);
      const enrolled = people.all(chainId, block).map((row) => hex(row["person_id"]));
      const ids = new Set([...enrolled, ...entries.keys()]);
      return [...ids].toSorted().map((personId) => {
        const own = entries.get(personId) ?? [];
        const dataRoot = own.length === 0 ? zeroHash : patientTree(own).root;
        return { personId, height: own.length, dataRoot };
      });
    },
    entries: (chainId, personId, height) => some.all(chainId, personId, height).map(readEntry),
    labels: (chainId, count) => labels.all(chainId, count).map((row) => hex(row["label_leaf"])),
    labelRoot(chainId, block) {
      const row = newestLabel.get(chainId, block);
      if (row === undefined) return { root: labelRoot([]), count: 0 };
      return { root: hex(row["label_root"]), count: integer(labelCount.get(chainId, block)?.["n"]) };
    },
  };
}

function readEntry(row: Record<string, unknown>): AccountEntry & { readonly patient: Hex } {
  return {
    patient: hex(row["patient"]),
    recordId: hex(row["record_id"]),
    commitment: hex(row["commitment"]),
    institution: hex(row["institution"]),
  };
}
