import type { DatabaseSync } from "node:sqlite";
import type { ErasureReceipt } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import { recordOfSealed } from "@medlattice/sdk/envelope";
import type { Hex } from "viem";
import { hex, integer, optionalInteger, text } from "../database/columns.ts";
import type { VersionKey } from "../institution/scalarTable.ts";

/**
 * Versions whose content is gone for good, or is on its way to be. A row is written before anything is destroyed, and stays: it makes this
 * oracle refuse the content ever after. What others have confirmed stands beside it.
 */
export const ERASURE_MIGRATION = `
CREATE TABLE erasures (
  chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL, cid TEXT, digest TEXT, ends_record INTEGER NOT NULL,
  begun INTEGER NOT NULL, erased INTEGER, signature TEXT, PRIMARY KEY (chain_id, record_id, version)
) WITHOUT ROWID;
CREATE INDEX erasures_cid ON erasures (cid);
CREATE INDEX erasures_digest ON erasures (digest);
CREATE TABLE erasure_receipts (
  chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL, organization TEXT NOT NULL, erased INTEGER NOT NULL,
  signature TEXT NOT NULL, PRIMARY KEY (chain_id, record_id, version, organization)
) WITHOUT ROWID`;

/** A version to be erased. */
export interface ErasureOrder extends VersionKey {
  /** Its sealed file, where it is known. */
  readonly cid: string | null;
  /** SHA-256 of the sealed file. */
  readonly digest: Hex | null;
  /** Whether the whole record is erased, and not one version corrected. */
  readonly endsRecord: boolean;
}

export interface Tombstone extends ErasureOrder {
  /** This organisation's own receipt, once everything here is gone. */
  readonly receipt: Pick<ErasureReceipt, "erasedAt" | "signature"> | undefined;
}

export interface Tombstones {
  find(key: VersionKey): Tombstone | undefined;
  ofRecord(chainId: number, recordId: Hex): Tombstone[];
  /** Versions whose erasure was begun here and is not done. */
  unfinished(): Tombstone[];
  begin(order: ErasureOrder, now: number): void;
  finish(key: VersionKey, erasedAt: number, signature: Hex): void;
  /** @throws PermissionError CONTENT_ERASED */
  requireVersion(key: VersionKey): void;
  /** Whether a record was erased as a whole: no share for it alone is taken any more. */
  requireRecord(chainId: number, recordId: Hex): void;
  /** @param sha256 in hex, with or without 0x */
  requireContent(content: { readonly cid?: string | undefined; readonly sha256?: string | undefined }): void;
  receipts(key: VersionKey): ErasureReceipt[];
  putReceipt(chainId: number, receipt: ErasureReceipt): void;
}

export function createTombstones(database: DatabaseSync): Tombstones {
  const sql = (statement: string) => database.prepare(statement);
  const where = "chain_id = ? AND record_id = ?";
  const select = sql(`SELECT * FROM erasures WHERE ${where} AND version = ?`);
  const ofRecord = sql(`SELECT * FROM erasures WHERE ${where} ORDER BY version`);
  const unfinished = sql("SELECT * FROM erasures WHERE erased IS NULL");
  const begin = sql("INSERT OR IGNORE INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)");
  const locate = sql(
    `UPDATE erasures SET cid = COALESCE(cid, ?), digest = COALESCE(digest, ?) WHERE ${where} AND version = ?`,
  );
  const finish = sql(
    `UPDATE erasures SET erased = ?, signature = ? WHERE ${where} AND version = ? AND erased IS NULL`,
  );
  const ended = sql(`SELECT 1 FROM erasures WHERE ${where} AND ends_record = 1 LIMIT 1`);
  const byCid = sql("SELECT 1 FROM erasures WHERE cid = ? LIMIT 1");
  const byDigest = sql("SELECT 1 FROM erasures WHERE digest = ? LIMIT 1");
  const receipts = sql(`SELECT * FROM erasure_receipts WHERE ${where} AND version = ? ORDER BY organization`);
  const putReceipt = sql("INSERT OR IGNORE INTO erasure_receipts VALUES (?, ?, ?, ?, ?, ?)");

  const tombstones: Tombstones = {
    find({ chainId, recordId, version }) {
      const row = select.get(chainId, recordId, version);
      return row === undefined ? undefined : readTombstone(row);
    },
    ofRecord: (chainId, recordId) => ofRecord.all(chainId, recordId).map(readTombstone),
    unfinished: () => unfinished.all().map(readTombstone),
    begin({ chainId, recordId, version, cid, digest, endsRecord }, now) {
      begin.run(chainId, recordId, version, cid, digest, endsRecord ? 1 : 0, now);
      locate.run(cid, digest, chainId, recordId, version);
    },
    finish: ({ chainId, recordId, version }, erasedAt, signature) =>
      void finish.run(erasedAt, signature, chainId, recordId, version),
    requireVersion(key) {
      if (tombstones.find(key) !== undefined) throw contentErased();
    },
    requireRecord(chainId, recordId) {
      if (ended.get(chainId, recordId) !== undefined) throw contentErased();
    },
    requireContent({ cid, sha256 }) {
      if (cid !== undefined && byCid.get(cid) !== undefined) throw contentErased();
      if (sha256 === undefined) return;
      if (byDigest.get(`0x${sha256.replace(/^0x/, "")}`) !== undefined) throw contentErased();
    },
    receipts: ({ chainId, recordId, version }) =>
      receipts.all(chainId, recordId, version).map((row) => ({
        recordId,
        version,
        organization: hex(row["organization"]),
        erasedAt: integer(row["erased"]),
        signature: hex(row["signature"]),
      })),
    putReceipt: (chainId, { recordId, version, organization, erasedAt, signature }) =>
      void putReceipt.run(chainId, recordId, version, organization, erasedAt, signature),
  };
  return tombstones;
}

/** The content was corrected or erased: it is gone here, and does not come back. */
export function contentErased(): PermissionError {
  return new PermissionError(
    "CONTENT_ERASED",
    "This content was erased for good, and is taken and told no more.",
    {
      hints: ["If the record was corrected, open its present version."],
    },
  );
}

function readTombstone(row: Record<string, unknown>): Tombstone {
  const erased = optionalInteger(row["erased"]);
  return {
    chainId: integer(row["chain_id"]),
    recordId: hex(row["record_id"]),
    version: integer(row["version"]),
    cid: row["cid"] === null ? null : text(row["cid"]),
    digest: row["digest"] === null ? null : hex(row["digest"]),
    endsRecord: integer(row["ends_record"]) === 1,
    receipt: erased === undefined ? undefined : { erasedAt: erased, signature: hex(row["signature"]) },
  };
}

/** What a store takes in: no content that was erased, and no file that says of itself that it is of an erased version. */
export function welcomeUnless(
  tombstones: Tombstones,
): (content: { readonly cid: string; readonly sha256: string; readonly head: Uint8Array }) => void {
  return ({ cid, sha256, head }) => {
    tombstones.requireContent({ cid, sha256 });
    const record = recordOfSealed(head);
    if (record !== null) tombstones.requireVersion(record);
  };
}
