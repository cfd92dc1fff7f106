import type { DatabaseSync } from "node:sqlite";
import type { StoredKeyring } from "@medlattice/sdk/client";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { integer, text } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";

/** Wrapped master keys, with a few earlier versions: whoever overwrites one with rubbish locks nobody out for good. */
export const KEYRING_MIGRATION = `
CREATE TABLE keyrings (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, stored INTEGER NOT NULL,
  PRIMARY KEY (chain_id, person_id, version)
) WITHOUT ROWID`;

interface Owner {
  readonly chainId: number;
  readonly personId: Hex;
}

export interface KeyringTable {
  /** @param version an earlier one, while it is kept */
  find(owner: Owner, version?: number): StoredKeyring | undefined;
  /** Replaces the version the caller knows. @throws InvalidInputError CONFLICT with the present version */
  put(owner: Owner, replaces: number, document: string, now: number): number;
}

const KEPT_VERSIONS = 5;

export function createKeyringTable(database: DatabaseSync): KeyringTable {
  const newest = database.prepare(
    "SELECT * FROM keyrings WHERE chain_id = ? AND person_id = ? ORDER BY version DESC LIMIT 1",
  );
  const one = database.prepare("SELECT * FROM keyrings WHERE chain_id = ? AND person_id = ? AND version = ?");
  const insert = database.prepare("INSERT INTO keyrings VALUES (?, ?, ?, ?, ?)");
  const prune = database.prepare(
    "DELETE FROM keyrings WHERE chain_id = ? AND person_id = ? AND version <= ?",
  );

  return {
    find({ chainId, personId }, version) {
      const row = version === undefined ? newest.get(chainId, personId) : one.get(chainId, personId, version);
      return row === undefined ? undefined : read(row);
    },
    put: ({ chainId, personId }, replaces, document, now) =>
      transaction(database, () => {
        const row = newest.get(chainId, personId);
        const present = row === undefined ? 0 : integer(row["version"]);
        if (present !== replaces) throw conflict(present);
        const version = present + 1;
        insert.run(chainId, personId, version, document, now);
        prune.run(chainId, personId, version - KEPT_VERSIONS);
        return version;
      }),
  };
}

function read(row: Record<string, unknown>): StoredKeyring {
  return {
    version: integer(row["version"]),
    document: text(row["document"]),
    storedAt: integer(row["stored"]),
  };
}

function conflict(present: number): InvalidInputError {
  return new InvalidInputError("CONFLICT", "The stored keys were changed meanwhile, on another device.", {
    facts: { present },
    hints: ["Fetch them again and repeat the change."],
  });
}
