import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.ts";

export interface OpenDatabaseOptions {
  /** Folder the file lies in; empty for the file `:memory:`. */
  readonly folder: string;
  readonly file: string;
  readonly migrations: readonly string[];
  /** FULL: what was acknowledged survives a power cut. NORMAL: it survives the death of the process. */
  readonly synchronous: "FULL" | "NORMAL";
}

/** Opens a database in WAL mode and brings its tables up to date. */
export function openDatabase(options: OpenDatabaseOptions): DatabaseSync {
  const path = join(options.folder, options.file);
  // SQLite would make it with what the process's mask leaves; its log and index of it take the same mode.
  if (options.file !== ":memory:") closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path);
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000;`,
  );
  migrate(database, options.migrations);
  return database;
}
