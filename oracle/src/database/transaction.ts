import type { DatabaseSync } from "node:sqlite";

/** Runs `work` as one transaction: all of it is there afterwards, or nothing. `work` must not await. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has rolled back by itself when the disk was full.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
