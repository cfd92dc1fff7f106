import type { DatabaseSync } from "node:sqlite";
import { CREATED_WINDOW_SECONDS } from "@medlattice/sdk/client";
import { PermissionError, UnavailableError } from "@medlattice/sdk/errors";

export const NONCE_MIGRATIONS = [
  `CREATE TABLE nonces (key_id TEXT NOT NULL, nonce TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (key_id, nonce)) WITHOUT ROWID;
   CREATE INDEX nonces_created ON nonces (created)`,
] as const;

export interface NonceTable {
  /** Takes a nonce; the second time it is refused. @throws PermissionError REQUEST_REPLAYED | UnavailableError REQUEST_TOO_EARLY */
  take(keyId: string, nonce: string, createdSeconds: number): void;
  /** Forgets nonces whose request would be refused for its age anyway. */
  purge(nowSeconds: number): void;
}

/**
 * The nonces of signed requests, kept through a restart so that a request cannot be replayed after one. They are written without
 * waiting for the disk, which would cost a millisecond or two on every request; a power cut may take the last ones with it. So
 * nothing signed before the machine was on for as long as a request is good for is taken: those alone could come twice.
 *
 * @param bootedSeconds when the machine was started
 */
export function createNonceTable(database: DatabaseSync, bootedSeconds: number): NonceTable {
  const insert = database.prepare("INSERT OR IGNORE INTO nonces (key_id, nonce, created) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM nonces WHERE created < ?");
  return {
    take(keyId, nonce, createdSeconds) {
      if (createdSeconds <= bootedSeconds + CREATED_WINDOW_SECONDS) throw justBooted();
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

function justBooted(): UnavailableError {
  return new UnavailableError(
    "REQUEST_TOO_EARLY",
    "This oracle's machine was just started and takes requests in a minute.",
    { hints: ["Sign the request anew in a minute."] },
  );
}
