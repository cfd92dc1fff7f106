import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.ts";

export interface OpenDatabaseOptions {
  /** Folder the file lies in; `:memory:` for none. */
  readonly folder: string;
  readonly file: string;
  readonly migrations: readonly string[];
  /** FULL: what was acknowledged survives a power cut. NORMAL: it survives the death of the process. */
  readonly synchronous: "FULL" | "NORMAL";
}

/** Opens a database in WAL mode and brings its tables up to date. */
export function openDatabase(options: OpenDatabaseOptions): DatabaseSync {
  const database = new DatabaseSync(join(options.folder, options.file));
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000;`,
  );
  migrate(database, options.migrations);
  return database;
}
