import type { DatabaseSync } from "node:sqlite";
import type { DealStatus } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { blob, hex, integer, optionalInteger, optionalText, text } from "../database/columns.ts";
import { insertInto } from "../database/insertInto.ts";

/**
 * Deals under their grant and grantor. What was dealt is sealed to the storage key, for it holds the share and links pseudonyms; a
 * destroyed deal leaves its row, so that the same deal cannot come back.
 */
export const DEAL_MIGRATION = `
CREATE TABLE deals (
  chain_id INTEGER NOT NULL, grant_id TEXT NOT NULL, grantor TEXT NOT NULL, basis TEXT NOT NULL CHECK (basis IN ('grant', 'emergency')),
  deal_hash TEXT NOT NULL, sealed BLOB, stored INTEGER NOT NULL, destroyed INTEGER, reason TEXT,
  PRIMARY KEY (chain_id, grant_id)
) WITHOUT ROWID;
CREATE INDEX deals_grantor ON deals (chain_id, grantor, stored);
CREATE INDEX deals_grant ON deals (grant_id) WHERE sealed IS NOT NULL`;

/**
 * The grantor belongs to the key: a deal names its grant by id only, so that anybody who has seen the id on chain could send a
 * deal of his own first and have the patient's refused.
 */
export const DEAL_KEY_MIGRATION = `
ALTER TABLE deals RENAME TO deals_before;
DROP INDEX deals_grantor;
DROP INDEX deals_grant;
CREATE TABLE deals (
  chain_id INTEGER NOT NULL, grant_id TEXT NOT NULL, grantor TEXT NOT NULL, basis TEXT NOT NULL CHECK (basis IN ('grant', 'emergency')),
  deal_hash TEXT NOT NULL, sealed BLOB, stored INTEGER NOT NULL, destroyed INTEGER, reason TEXT,
  PRIMARY KEY (chain_id, grant_id, grantor)
) WITHOUT ROWID;
INSERT INTO deals SELECT * FROM deals_before;
DROP TABLE deals_before;
CREATE INDEX deals_grantor ON deals (chain_id, grantor, stored);
CREATE INDEX deals_grant ON deals (grant_id) WHERE sealed IS NOT NULL`;

/**
 * Further deals of the same grant: after a change of keys the grantor deals those of the new epoch, too.
 */
export const FURTHER_DEALS_MIGRATION = `
ALTER TABLE deals RENAME TO deals_before;
DROP INDEX deals_grantor;
DROP INDEX deals_grant;
CREATE TABLE deals (
  chain_id INTEGER NOT NULL, grant_id TEXT NOT NULL, grantor TEXT NOT NULL, basis TEXT NOT NULL CHECK (basis IN ('grant', 'emergency')),
  deal_hash TEXT NOT NULL, sealed BLOB, stored INTEGER NOT NULL, destroyed INTEGER, reason TEXT,
  PRIMARY KEY (chain_id, grant_id, grantor, deal_hash)
) WITHOUT ROWID;
INSERT INTO deals SELECT * FROM deals_before;
DROP TABLE deals_before;
CREATE INDEX deals_grantor ON deals (chain_id, grantor, stored);
CREATE INDEX deals_grant ON deals (grant_id) WHERE sealed IS NOT NULL`;

/**
 * Deals that were signed one by one (before docs/decisions/0016) hold no word of the home account that could be shown to others. Those of
 * grants say so when they are used; those for emergencies make room, because the next one has the same id.
 */
export const DEALT_ALONE_MIGRATION = `
PRAGMA secure_delete = ON;
DELETE FROM deals WHERE basis = 'emergency';
UPDATE deals SET sealed = NULL, destroyed = unixepoch(), reason = 'DEAL_OUTDATED' WHERE sealed IS NOT NULL`;

export type DestroyReason = "GRANT_REVOKED" | "GRANT_EXPIRED" | "CONTENT_ERASED";

export interface StoredDeal {
  readonly chainId: number;
  readonly grantId: Hex;
  readonly grantor: Hex;
  readonly basis: "grant" | "emergency";
  readonly dealHash: Hex;
  /** Undefined once destroyed. */
  readonly sealed: Uint8Array | undefined;
  readonly stored: number;
  readonly destroyed: number | undefined;
  readonly reason: string | undefined;
}

export type DealKey = Pick<StoredDeal, "chainId" | "grantId" | "grantor">;

export type NewDeal = Pick<
  StoredDeal,
  "chainId" | "grantId" | "grantor" | "basis" | "dealHash" | "stored"
> & {
  readonly sealed: Uint8Array;
};

export interface DealTable {
  /** All deals of a grant by its grantor, the newest first. */
  find(key: DealKey): StoredDeal[];
  list(chainId: number, grantor: Hex): StoredDeal[];
  count(chainId: number, grantor: Hex): number;
  put(deal: NewDeal): void;
  /** All that are not destroyed. */
  living(): StoredDeal[];
  /** Overwrites the grant's shares; SQLite zeroes the pages they stood on. */
  destroy(key: DealKey, reason: DestroyReason, now: number): void;
  /** Living deals whose grant was withdrawn at home, or was over at a time. */
  ended(overBefore: number): { readonly deal: StoredDeal; readonly reason: DestroyReason }[];
  /** Living deals whose grant somebody withdrew on another chain than the grant's home, and who that was. */
  withdrawnElsewhere(): { readonly deal: StoredDeal; readonly chainId: number; readonly grantor: Hex }[];
}

const LISTED = 1_000;

export function createDealTable(database: DatabaseSync): DealTable {
  database.exec("PRAGMA secure_delete = ON");
  const sql = (statement: string) => database.prepare(statement);
  const select = sql(
    "SELECT * FROM deals WHERE chain_id = ? AND grant_id = ? AND grantor = ? ORDER BY stored DESC, deal_hash",
  );
  const ofGrantor = sql(
    `SELECT * FROM deals WHERE chain_id = ? AND grantor = ? ORDER BY stored DESC, grant_id LIMIT ${LISTED}`,
  );
  const count = sql("SELECT COUNT(*) AS n FROM deals WHERE chain_id = ? AND grantor = ?");
  const columns = ["chain_id", "grant_id", "grantor", "basis", "deal_hash", "sealed", "stored"] as const;
  const insert = insertInto(database, "deals", columns);
  const destroy = sql(
    "UPDATE deals SET sealed = NULL, destroyed = ?, reason = ? WHERE chain_id = ? AND grant_id = ? AND grantor = ? AND sealed IS NOT NULL",
  );
  const living = sql("SELECT * FROM deals WHERE sealed IS NOT NULL AND basis = 'grant'");
  const ended = sql(
    `SELECT d.*, g.revoked FROM deals d JOIN grants g ON g.chain_id = d.chain_id AND g.grantor = d.grantor AND g.grant_id = d.grant_id
     WHERE d.sealed IS NOT NULL AND (g.revoked IS NOT NULL OR g.not_after <= ?)`,
  );
  const elsewhere = sql(
    `SELECT d.*, g.chain_id AS other_chain, g.grantor AS other_grantor FROM deals d
     JOIN grants g ON g.grant_id = d.grant_id AND g.chain_id <> d.chain_id WHERE d.sealed IS NOT NULL AND g.revoked IS NOT NULL`,
  );
  return {
    find: ({ chainId, grantId, grantor }) => select.all(chainId, grantId, grantor).map(readDeal),
    list: (chainId, grantor) => ofGrantor.all(chainId, grantor).map(readDeal),
    count: (chainId, grantor) => integer(count.get(chainId, grantor)?.["n"]),
    put: ({ chainId, grantId, grantor, basis, dealHash, sealed, stored }) =>
      void insert({
        chain_id: chainId,
        grant_id: grantId,
        grantor,
        basis,
        deal_hash: dealHash,
        sealed,
        stored,
      }),
    destroy({ chainId, grantId, grantor }, reason, now) {
      const { changes } = destroy.run(now, reason, chainId, grantId, grantor);
      // Until then the log of writes still holds the share.
      if (changes > 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
    living: () => living.all().map(readDeal),
    ended: (overBefore) =>
      ended.all(overBefore).map((row) => ({
        deal: readDeal(row),
        reason: row["revoked"] === null ? ("GRANT_EXPIRED" as const) : ("GRANT_REVOKED" as const),
      })),
    withdrawnElsewhere: () =>
      elsewhere.all().map((row) => ({
        deal: readDeal(row),
        chainId: integer(row["other_chain"]),
        grantor: hex(row["other_grantor"]),
      })),
  };
}

/** What the grantor is told of a deal. */
export function statusOf(deal: StoredDeal, organization: Hex): DealStatus {
  const { grantId, dealHash, basis, stored, destroyed, reason, sealed } = deal;
  const state = sealed === undefined ? "destroyed" : basis === "emergency" ? "standing" : "ready";
  return {
    organization,
    grantId,
    dealHash,
    state,
    storedAt: stored,
    destroyedAt: destroyed ?? null,
    reason: reason ?? null,
  };
}

function readDeal(row: Record<string, unknown>): StoredDeal {
  return {
    chainId: integer(row["chain_id"]),
    grantId: hex(row["grant_id"]),
    grantor: hex(row["grantor"]),
    basis: text(row["basis"]) === "emergency" ? "emergency" : "grant",
    dealHash: hex(row["deal_hash"]),
    sealed: row["sealed"] === null ? undefined : blob(row["sealed"]),
    stored: integer(row["stored"]),
    destroyed: optionalInteger(row["destroyed"]),
    reason: optionalText(row["reason"]),
  };
}
