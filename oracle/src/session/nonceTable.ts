import type { DatabaseSync } from "node:sqlite";
import { CREATED_WINDOW_SECONDS } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";

export const NONCE_MIGRATIONS = [
  `CREATE TABLE nonces (key_id TEXT NOT NULL, nonce TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (key_id, nonce)) WITHOUT ROWID;
   CREATE INDEX nonces_created ON nonces (created)`,
] as const;

export interface NonceTable {
  /** Takes a nonce; the second time it is refused. @throws PermissionError REQUEST_REPLAYED */
  take(keyId: string, nonce: string, createdSeconds: number): void;
  /** Forgets nonces whose request would be refused for its age anyway. */
  purge(nowSeconds: number): void;
}

/** The nonces of signed requests, kept through a restart so that a request cannot be replayed after one. */
export function createNonceTable(database: DatabaseSync): NonceTable {
  const insert = database.prepare("INSERT OR IGNORE INTO nonces (key_id, nonce, created) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM nonces WHERE created < ?");
  return {
    take(keyId, nonce, createdSeconds) {
      if (insert.run(keyId, nonce, createdSeconds).changes === 0) {
        throw new PermissionError("REQUEST_REPLAYED", "This very request was already made.", {
          hints: ["Sign the request anew; each signature serves once."],
        });
      }
    },
    purge(nowSeconds) {
      remove.run(nowSeconds - 2 * CREATED_WINDOW_SECONDS);
    },
  };
}
