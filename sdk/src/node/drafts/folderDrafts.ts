import { openAsBlob } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { UnavailableError } from "../../errors/index.ts";
import { iterate } from "../../codec/index.ts";
import type { DraftStore } from "../../person/index.ts";

const NAME = /^[a-z0-9][a-z0-9.-]{0,80}$/;

/**
 * Drafts as files of a folder that only their owner may read. A file is read bit by bit, so that one of any size passes through a
 * small memory.
 * @throws UnavailableError `DISK_FULL` when there is no room for what is to be written
 */
export function folderDrafts(folder: string): DraftStore {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new RangeError("a draft's name is a plain file name");
    return join(folder, name);
  };
  return {
    async write(name, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(name);
      const unfinished = `${path}.part`;
      try {
        const file = await open(unfinished, "w", 0o600);
        try {
          for await (const chunk of iterate(content)) await file.writeFile(chunk);
          await file.datasync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
        await syncFolder(folder);
      } catch (cause) {
        await rm(unfinished, { force: true });
        throw isFull(cause) ? diskFull(cause) : cause;
      }
    },
    async read(name) {
      try {
        return await openAsBlob(pathOf(name));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/** `openAsBlob` says of a missing file only that it cannot be opened. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOENT" || error.code === "ERR_INVALID_ARG_VALUE")
  );
}

function diskFull(cause: unknown): UnavailableError {
  return new UnavailableError("DISK_FULL", "The disk is full: what is to be sent cannot be kept.", {
    hints: ["Free some space, then try again; nothing was lost."],
    cause,
  });
}
