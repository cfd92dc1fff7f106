import type { DatabaseSync } from "node:sqlite";
import type { SignedDocument } from "@medlattice/sdk/codec";
import type { Hex } from "viem";
import { hex, integer, text } from "../database/columns.ts";

/** Manifests exactly as they were stored by their authors, with the signature beside. */
export const MANIFEST_MIGRATION = `
CREATE TABLE manifests (
  hash TEXT PRIMARY KEY, chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL, key_version INTEGER NOT NULL,
  document TEXT NOT NULL, signer TEXT NOT NULL, signature TEXT NOT NULL, created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX manifests_record ON manifests (chain_id, record_id, version, key_version)`;

export interface StoredManifest {
  readonly hash: Hex;
  readonly chainId: number;
  readonly recordId: Hex;
  readonly version: number;
  readonly keyVersion: number;
  readonly signed: SignedDocument;
}

export interface ManifestTable {
  find(hash: Hex): StoredManifest | undefined;
  put(manifest: StoredManifest, created: number): void;
  /** All key versions of a version of a record that are still here. */
  ofVersion(chainId: number, recordId: Hex, version: number): StoredManifest[];
  /** Its hash and signature stay; what it said is overwritten. */
  erase(hash: Hex): void;
}

export function createManifestTable(database: DatabaseSync): ManifestTable {
  database.exec("PRAGMA secure_delete = ON");
  const select = database.prepare("SELECT * FROM manifests WHERE hash = ? AND document <> ''");
  const ofVersion = database.prepare(
    "SELECT * FROM manifests WHERE chain_id = ? AND record_id = ? AND version = ? AND document <> '' ORDER BY key_version",
  );
  const erase = database.prepare("UPDATE manifests SET document = '' WHERE hash = ? AND document <> ''");
  const insert = database.prepare("INSERT OR IGNORE INTO manifests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return {
    find(hash) {
      const row = select.get(hash);
      return row === undefined ? undefined : readManifest(row);
    },
    ofVersion: (chainId, recordId, version) => ofVersion.all(chainId, recordId, version).map(readManifest),
    erase(hash) {
      const { changes } = erase.run(hash);
      // Until then the log of writes still holds it.
      if (changes > 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
    put({ hash, chainId, recordId, version, keyVersion, signed }, created) {
      const { document, signer, signature } = signed;
      insert.run(hash, chainId, recordId, version, keyVersion, document, signer, signature, created);
    },
  };
}

function readManifest(row: Record<string, unknown>): StoredManifest {
  return {
    hash: hex(row["hash"]),
    chainId: integer(row["chain_id"]),
    recordId: hex(row["record_id"]),
    version: integer(row["version"]),
    keyVersion: integer(row["key_version"]),
    signed: {
      document: text(row["document"]),
      signer: hex(row["signer"]),
      signature: hex(row["signature"]),
    },
  };
}
