import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { randomUUID } from "node:crypto";
import { UnavailableError } from "../errors/index.ts";

/**
 * Writes a file so that a crash leaves either the old content or the new, never a part: a draft beside it, `fsync`, rename,
 * `fsync` of the folder. Only the owner may read it.
 *
 * @throws UnavailableError `DISK_FULL`
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    const folder = await open(dirname(path), "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC") {
      throw new UnavailableError("DISK_FULL", `The disk is full: ${path} could not be written.`, {
        hints: ["Free some space, then run the same command again; nothing was lost."],
        facts: { path },
        cause,
      });
    }
    throw cause;
  }
}
