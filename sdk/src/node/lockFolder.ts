import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UnavailableError } from "../errors/index.ts";

/** A held lock. */
export interface FolderLock {
  release(): void;
}

/**
 * Locks a folder for this process. The lock is the operating system's byte-range lock on an empty SQLite file: it is gone
 * the moment its process is, however that ended, so a stale lock never makes anyone wait; Node itself offers no `flock`.
 * The owner's process id is written beside it only to be named in the message.
 *
 * @param what who uses the folder, as the message says it: "chain", "oracle", "network"
 * @throws UnavailableError `FOLDER_IN_USE` when another process, or this one, holds it
 */
export function lockFolder(folder: string, what: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = join(folder, "owner");
  const database = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
  try {
    // No rollback journal: nothing is ever written, so the lock also works on a full disk.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    const pid = readOwner(owner);
    throw new UnavailableError(
      "FOLDER_IN_USE",
      `Another ${what} is running on the folder ${folder} (process ${pid}).`,
      {
        facts: { folder, pid },
        hints: [`Stop process ${pid} first, or use a folder of its own.`],
        retryable: false,
        cause,
      },
    );
  }
  try {
    writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 });
  } catch {
    // The name is a courtesy: a disk too full to write it must not keep anyone from starting.
  }
  return { release: () => database.close() };
}

function readOwner(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "unknown";
  }
}
