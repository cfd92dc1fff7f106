import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UnavailableError } from "@medlattice/sdk/errors";

/** A held lock. */
export interface FolderLock {
  release(): void;
}

/**
 * Locks a folder for this process. The lock is the operating system's byte-range lock on an empty SQLite file: it is gone
 * the moment its process is, however that ended, so a stale lock never makes anyone wait; Node itself offers no `flock`.
 * The owner's pid is written beside it only to be named in the message.
 *
 * @throws UnavailableError `CHAIN_LOCKED` when another process, or this one, holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const owner = join(folder, "owner");
  const database = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
  try {
    // No rollback journal: nothing is ever written, so the lock also works on a full disk.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    const pid = await readFile(owner, "utf8").catch(() => "unknown");
    throw new UnavailableError("CHAIN_LOCKED", `The folder ${folder} is in use by another chain process.`, {
      facts: { folder, pid: pid.trim() },
      hints: [`Stop process ${pid.trim()} first, or give this chain a folder of its own.`],
      retryable: false,
      cause,
    });
  }
  // The name is a courtesy: a disk too full to write it must not keep the chain from starting read-only.
  await writeFile(owner, `${process.pid}\n`).catch(() => undefined);
  return { release: () => database.close() };
}
