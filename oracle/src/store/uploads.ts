import { createReadStream } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { InvalidInputError, UnavailableError } from "@medlattice/sdk/errors";
import { hex, integer, optionalText, text } from "../database/columns.ts";
import { diskFull } from "../http/translateError.ts";
import type { Store } from "./createStore.ts";
import type { PersonOnChain } from "./objectTable.ts";

export const UPLOAD_MIGRATION = `
CREATE TABLE uploads (
  id TEXT PRIMARY KEY, chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  received INTEGER NOT NULL, created INTEGER NOT NULL, cid TEXT
) WITHOUT ROWID`;

/** Size of a part a client should send at once; any smaller one is taken too. */
export const UPLOAD_PART_BYTES = 8 << 20;

export interface Upload {
  readonly uploadId: string;
  readonly owner: PersonOnChain;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Bytes that are safely on disk; the next part begins here. */
  readonly receivedBytes: number;
  /** Set once finished. */
  readonly cid: string | undefined;
}

/** Uploads in parts that go on after a broken connection or a restart of either side. */
export interface Uploads {
  begin(owner: PersonOnChain, sizeBytes: number, sha256: string): Promise<Upload>;
  /** @throws InvalidInputError UPLOAD_NOT_FOUND, also for someone else's */
  get(id: string, owner: PersonOnChain): Upload;
  /** @throws InvalidInputError UPLOAD_OFFSET_WRONG naming where to go on */
  append(id: string, owner: PersonOnChain, offset: number, part: AsyncIterable<Uint8Array>): Promise<Upload>;
  /** Checks the whole and makes it an object. */
  finish(id: string, owner: PersonOnChain): Promise<string>;
  /** Removes uploads that were left lying. */
  sweep(before: number): Promise<void>;
}

export function createUploads(database: DatabaseSync, store: Store, nowSeconds: () => number): Uploads {
  const insert = database.prepare("INSERT INTO uploads VALUES (?, ?, ?, ?, ?, 0, ?, NULL)");
  const select = database.prepare("SELECT * FROM uploads WHERE id = ?");
  const advance = database.prepare("UPDATE uploads SET received = ? WHERE id = ?");
  const complete = database.prepare("UPDATE uploads SET cid = ? WHERE id = ?");
  const stale = database.prepare("SELECT id FROM uploads WHERE created < ?");
  const remove = database.prepare("DELETE FROM uploads WHERE id = ?");
  const busy = new Set<string>();
  const pathOf = (id: string): string => join(store.uploadFolder, id);

  function get(id: string, owner: PersonOnChain): Upload {
    const row = select.get(id);
    const upload = row === undefined ? undefined : readUpload(row);
    if (upload?.owner.personId !== owner.personId || upload.owner.chainId !== owner.chainId) {
      throw new InvalidInputError("UPLOAD_NOT_FOUND", "There is no such upload.", {
        hints: ["Begin a new upload."],
      });
    }
    return upload;
  }

  async function alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (busy.has(id)) {
      throw new UnavailableError("UPLOAD_BUSY", "Another part of this upload is just being written.");
    }
    busy.add(id);
    try {
      return await work();
    } finally {
      busy.delete(id);
    }
  }

  return {
    get,
    async begin(owner, sizeBytes, sha256) {
      // Once as a staging file and once as blocks.
      await store.requireRoom(2 * sizeBytes);
      const id = randomUUID();
      insert.run(id, owner.chainId, owner.personId, sizeBytes, sha256, nowSeconds());
      return get(id, owner);
    },
    append: (id, owner, offset, part) =>
      alone(id, async () => {
        const upload = get(id, owner);
        if (upload.cid !== undefined || offset !== upload.receivedBytes) throw offsetWrong(upload);
        await store.requireRoom(0);
        const written = await writePart(pathOf(id), offset, upload.sizeBytes, part);
        advance.run(offset + written, id);
        return get(id, owner);
      }),
    finish: (id, owner) =>
      alone(id, async () => {
        const upload = get(id, owner);
        if (upload.cid !== undefined) return upload.cid;
        if (upload.receivedBytes !== upload.sizeBytes) throw offsetWrong(upload);
        const content = createReadStream(pathOf(id), { end: Math.max(0, upload.sizeBytes - 1) });
        const { cid } = await store.add(content, { sha256: upload.sha256 });
        store.table.addOwner(cid, owner);
        complete.run(cid, id);
        await rm(pathOf(id), { force: true });
        return cid;
      }),
    async sweep(before) {
      for (const row of stale.all(before)) {
        const id = text(row["id"]);
        if (busy.has(id)) continue;
        remove.run(id);
        await rm(pathOf(id), { force: true });
      }
    },
  };
}

/** Writes a part at its place; bytes that an earlier, broken attempt left there are overwritten. */
async function writePart(
  path: string,
  offset: number,
  sizeBytes: number,
  part: AsyncIterable<Uint8Array>,
): Promise<number> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const file = await open(path, exists ? "r+" : "w+", 0o600);
  try {
    let position = offset;
    for await (const chunk of part) {
      if (position + chunk.length > sizeBytes || position + chunk.length > offset + UPLOAD_PART_BYTES) {
        throw new InvalidInputError(
          "BODY_TOO_LARGE",
          "The part is longer than a part may be, or than was announced.",
          {
            facts: { partBytes: UPLOAD_PART_BYTES },
          },
        );
      }
      position = await writeAll(file, chunk, position);
    }
    await file.datasync();
    return position - offset;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw code === "ENOSPC" || code === "EDQUOT" ? diskFull(error) : error;
  } finally {
    await file.close();
  }
}

/** A write may take less than it was given; the rest follows. Gives the position after it. */
async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < chunk.length) {
    const step = await file.write(chunk, written, chunk.length - written, position + written);
    written += step.bytesWritten;
  }
  return position + written;
}

function offsetWrong(upload: Upload): InvalidInputError {
  return new InvalidInputError("UPLOAD_OFFSET_WRONG", "The upload goes on at another place.", {
    facts: { receivedBytes: upload.receivedBytes, sizeBytes: upload.sizeBytes },
    hints: ["Go on at receivedBytes."],
  });
}

function readUpload(row: Record<string, unknown>): Upload {
  return {
    uploadId: text(row["id"]),
    owner: { chainId: integer(row["chain_id"]), personId: hex(row["person_id"]) },
    sizeBytes: integer(row["size"]),
    sha256: text(row["sha256"]),
    receivedBytes: integer(row["received"]),
    cid: optionalText(row["cid"]),
  };
}
