import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex, integer, text } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";

export const STORE_MIGRATION = `
CREATE TABLE objects (cid TEXT PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE object_blocks (cid TEXT NOT NULL, block TEXT NOT NULL, PRIMARY KEY (cid, block)) WITHOUT ROWID;
CREATE INDEX object_blocks_block ON object_blocks (block);
CREATE TABLE block_writes (block TEXT NOT NULL, import_id INTEGER NOT NULL, PRIMARY KEY (block, import_id)) WITHOUT ROWID;
CREATE INDEX block_writes_import ON block_writes (import_id);
CREATE TABLE object_owners (cid TEXT NOT NULL, chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (cid, chain_id, person_id)) WITHOUT ROWID;
CREATE TABLE object_records (cid TEXT NOT NULL, chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (cid, chain_id, record_id)) WITHOUT ROWID;
CREATE INDEX object_records_record ON object_records (chain_id, record_id);
CREATE TABLE object_replicas (cid TEXT NOT NULL, org_id TEXT NOT NULL, stored INTEGER NOT NULL, PRIMARY KEY (cid, org_id)) WITHOUT ROWID`;

export interface StoredObject {
  readonly cid: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly created: number;
}

export interface PersonOnChain {
  readonly chainId: number;
  readonly personId: Hex;
}

export interface RecordOnChain {
  readonly chainId: number;
  readonly recordId: Hex;
}

/** Rows about objects. A block belongs to an object or to an import under way; with neither it is removed. */
export interface ObjectTable {
  find(cid: string): StoredObject | undefined;
  isBlockKept(block: string): boolean;
  /** By an object, or by an import other than the one named. */
  isBlockUsed(block: string, exceptImport?: number): boolean;
  beginBlock(importId: number, block: string): void;
  /** Makes an object visible, in one transaction with its blocks. */
  finish(importId: number, object: StoredObject, blocks: readonly string[]): void;
  blocksOfImport(importId: number): string[];
  forgetImport(importId: number): void;
  unfinishedImports(): number[];
  /** Forgets an object; its blocks become those of an import, which is to be abandoned. */
  remove(cid: string, importId: number): void;
  addOwner(cid: string, owner: PersonOnChain): void;
  isOwner(cid: string, person: PersonOnChain): boolean;
  link(cid: string, record: RecordOnChain): void;
  unlink(cid: string, record: RecordOnChain): void;
  recordsOf(cid: string): RecordOnChain[];
  setReplica(cid: string, orgId: Hex, stored: boolean): void;
  replicasOf(cid: string): { orgId: Hex; stored: boolean }[];
  /** Objects that no record names and that are older than a time. */
  orphans(before: number): string[];
  totals(): { objects: number; bytes: number };
}

export function createObjectTable(database: DatabaseSync): ObjectTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM objects WHERE cid = ?");
  const kept = sql("SELECT 1 FROM object_blocks WHERE block = ? LIMIT 1");
  const written = sql("SELECT 1 FROM block_writes WHERE block = ? AND import_id <> ? LIMIT 1");
  const begin = sql("INSERT OR IGNORE INTO block_writes VALUES (?, ?)");
  const begun = sql("SELECT block FROM block_writes WHERE import_id = ?");
  const endImport = sql("DELETE FROM block_writes WHERE import_id = ?");
  const imports = sql("SELECT DISTINCT import_id FROM block_writes");
  const insert = sql("INSERT OR IGNORE INTO objects VALUES (?, ?, ?, ?)");
  const insertBlock = sql("INSERT OR IGNORE INTO object_blocks VALUES (?, ?)");
  const condemn = sql("INSERT OR IGNORE INTO block_writes SELECT block, ? FROM object_blocks WHERE cid = ?");
  const removals = ["objects", "object_blocks", "object_owners", "object_records", "object_replicas"].map(
    (table) => sql(`DELETE FROM ${table} WHERE cid = ?`),
  );
  const insertOwner = sql("INSERT OR IGNORE INTO object_owners VALUES (?, ?, ?)");
  const owner = sql("SELECT 1 FROM object_owners WHERE cid = ? AND chain_id = ? AND person_id = ?");
  const insertLink = sql("INSERT OR IGNORE INTO object_records VALUES (?, ?, ?)");
  const unlink = sql("DELETE FROM object_records WHERE cid = ? AND chain_id = ? AND record_id = ?");
  const links = sql("SELECT chain_id, record_id FROM object_records WHERE cid = ?");
  const replica = sql(
    "INSERT INTO object_replicas VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET stored = excluded.stored",
  );
  const replicas = sql("SELECT org_id, stored FROM object_replicas WHERE cid = ? ORDER BY org_id");
  const orphans = sql(
    "SELECT cid FROM objects WHERE created < ? AND NOT EXISTS (SELECT 1 FROM object_records r WHERE r.cid = objects.cid)",
  );
  const totals = sql("SELECT COUNT(*) AS objects, COALESCE(SUM(size), 0) AS bytes FROM objects");

  return {
    find(cid) {
      const row = select.get(cid);
      if (row === undefined) return undefined;
      const { size, sha256, created } = row;
      return { cid, sizeBytes: integer(size), sha256: text(sha256), created: integer(created) };
    },
    isBlockKept: (block) => kept.get(block) !== undefined,
    isBlockUsed: (block, exceptImport = 0) =>
      kept.get(block) !== undefined || written.get(block, exceptImport) !== undefined,
    beginBlock: (importId, block) => void begin.run(block, importId),
    finish: (importId, object, blocks) =>
      transaction(database, () => {
        insert.run(object.cid, object.sizeBytes, object.sha256, object.created);
        for (const block of blocks) insertBlock.run(object.cid, block);
        endImport.run(importId);
      }),
    blocksOfImport: (importId) => begun.all(importId).map((row) => text(row["block"])),
    forgetImport: (importId) => void endImport.run(importId),
    unfinishedImports: () => imports.all().map((row) => integer(row["import_id"])),
    remove: (cid, importId) =>
      transaction(database, () => {
        condemn.run(importId, cid);
        for (const removal of removals) removal.run(cid);
      }),
    addOwner: (cid, person) => void insertOwner.run(cid, person.chainId, person.personId),
    isOwner: (cid, person) => owner.get(cid, person.chainId, person.personId) !== undefined,
    link: (cid, record) => void insertLink.run(cid, record.chainId, record.recordId),
    unlink: (cid, record) => void unlink.run(cid, record.chainId, record.recordId),
    recordsOf: (cid) => links.all(cid).map(readRecord),
    setReplica: (cid, orgId, stored) => void replica.run(cid, orgId, stored ? 1 : 0),
    replicasOf: (cid) =>
      replicas.all(cid).map((row) => ({ orgId: hex(row["org_id"]), stored: row["stored"] === 1 })),
    orphans: (before) => orphans.all(before).map((row) => text(row["cid"])),
    totals: () => {
      const row = totals.get();
      return { objects: integer(row?.["objects"]), bytes: integer(row?.["bytes"]) };
    },
  };
}

function readRecord(row: Record<string, unknown>): RecordOnChain {
  return { chainId: integer(row["chain_id"]), recordId: hex(row["record_id"]) };
}
