import type { DatabaseSync } from "node:sqlite";
import { type InstitutionDeal, manifestSchema } from "@medlattice/sdk/manifest";
import type { Hex } from "viem";
import { blob, hex, optionalInteger, text } from "../database/columns.ts";

/**
 * The institution's record scalars, one for each version, sealed to the storage key. Physical erasure begins with destroying one
 * (systems.md S4): the row stays and says that it happened.
 */
export const SCALAR_MIGRATION = `
CREATE TABLE institution_scalars (
  chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL, author TEXT NOT NULL, sealed BLOB, deal TEXT NOT NULL,
  created INTEGER NOT NULL, destroyed INTEGER, PRIMARY KEY (chain_id, record_id, version)
) WITHOUT ROWID`;

export interface VersionKey {
  readonly chainId: number;
  readonly recordId: Hex;
  readonly version: number;
}

export interface StoredScalar {
  readonly author: Hex;
  readonly deal: InstitutionDeal;
  /** Undefined once destroyed. */
  readonly sealed: Uint8Array | undefined;
  readonly destroyed: number | undefined;
}

export interface ScalarTable {
  find(key: VersionKey): StoredScalar | undefined;
  put(
    key: VersionKey,
    scalar: Omit<StoredScalar, "sealed" | "destroyed"> & { sealed: Uint8Array; created: number },
  ): void;
  destroy(key: VersionKey, now: number): void;
  /** Of a version that never came to be; another author may have it dealt anew. */
  remove(key: VersionKey): void;
}

const dealSchema = manifestSchema.shape.keys.shape.institutionDeal;

export function createScalarTable(database: DatabaseSync): ScalarTable {
  database.exec("PRAGMA secure_delete = ON");
  const where = "WHERE chain_id = ? AND record_id = ? AND version = ?";
  const select = database.prepare(`SELECT * FROM institution_scalars ${where}`);
  const insert = database.prepare("INSERT INTO institution_scalars VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
  const remove = database.prepare(`DELETE FROM institution_scalars ${where}`);
  const destroy = database.prepare(
    `UPDATE institution_scalars SET sealed = NULL, destroyed = COALESCE(destroyed, ?) WHERE chain_id = ? AND record_id = ? AND version = ?`,
  );
  return {
    find({ chainId, recordId, version }) {
      const row = select.get(chainId, recordId, version);
      if (row === undefined) return undefined;
      return {
        author: hex(row["author"]),
        deal: dealSchema.parse(JSON.parse(text(row["deal"]))),
        sealed: row["sealed"] === null ? undefined : blob(row["sealed"]),
        destroyed: optionalInteger(row["destroyed"]),
      };
    },
    put: ({ chainId, recordId, version }, { author, deal, sealed, created }) =>
      void insert.run(chainId, recordId, version, author, sealed, JSON.stringify(deal), created),
    destroy({ chainId, recordId, version }, now) {
      destroy.run(now, chainId, recordId, version);
      // Until then the log of writes still holds the scalar.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
    remove({ chainId, recordId, version }) {
      remove.run(chainId, recordId, version);
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
  };
}
