import { randomUUID } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CustodyStore } from "../../person/index.ts";
import { writeDurably } from "../writeDurably.ts";

const NAME = /^[a-z0-9][a-z0-9-]{0,80}$/;

/**
 * An officer's share and nonces as files of a folder that only their owner may read; what is in them is sealed under the officer's master
 * key. Leave `nonce-*` out of backups: a nonce that comes back could be used twice.
 * @throws UnavailableError `DISK_FULL`
 */
export function folderCustody(folder: string): CustodyStore {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new RangeError("a secret's name is a plain file name");
    return join(folder, name);
  };
  return {
    write: async (name, bytes) => await writeDurably(pathOf(name), bytes),
    async read(name) {
      return await readIfThere(pathOf(name));
    },
    async take(name) {
      // The rename is what happens once: of two programs, one finds nothing. It is on disk before anybody has the bytes.
      const taken = join(folder, `taken-${randomUUID()}`);
      try {
        await rename(pathOf(name), taken);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
      try {
        return await readIfThere(taken);
      } finally {
        await rm(taken, { force: true });
        await syncFolder(folder);
      }
    },
  };
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return Uint8Array.from(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
