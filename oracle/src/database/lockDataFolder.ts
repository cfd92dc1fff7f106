import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { keepPrivate } from "./keepPrivate.ts";

const SQLITE_BUSY = 5;

/** Gives the data folder back. */
export type Unlock = () => void;

/**
 * Takes the data folder for this process alone. The lock is the operating system's (SQLite's exclusive file lock), so it
 * goes with the process however that ends; nothing is left that would block the next start.
 * @throws InvalidInputError DATA_FOLDER_IN_USE, DATA_FOLDER_EXPOSED; what SQLite says, where it is something else (no room, no right)
 */
export function lockDataFolder(folder: string): Unlock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "lock.sqlite");
  closeSync(openSync(path, "a", 0o600));
  keepPrivate(folder);
  const lock = new DatabaseSync(path);
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    if (!(cause instanceof Error && "errcode" in cause && cause.errcode === SQLITE_BUSY)) throw cause;
    throw new InvalidInputError("DATA_FOLDER_IN_USE", "Another oracle is running on this data folder.", {
      facts: { folder },
      hints: ["Stop the other oracle first, or give this one a data folder of its own."],
      cause,
    });
  }
  return () => lock.close();
}
