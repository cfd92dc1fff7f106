import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { InvalidInputError, PermissionError, UnavailableError } from "@medlattice/sdk/errors";
import { hex, integer, optionalText, text } from "../database/columns.ts";
import type { Store } from "./createStore.ts";
import type { PersonOnChain } from "./objectTable.ts";
import { writePart } from "./writePart.ts";

export const UPLOAD_MIGRATION = `
CREATE TABLE uploads (
  id TEXT PRIMARY KEY, chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  received INTEGER NOT NULL, created INTEGER NOT NULL, cid TEXT
) WITHOUT ROWID`;

/** An upload is found again by what is uploaded, so that a client that remembers nothing goes on all the same. */
export const UPLOAD_CONTENT_MIGRATION =
  "CREATE INDEX uploads_content ON uploads (chain_id, person_id, sha256, size)";

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
  /**
   * Begins an upload, or finds the person's own of the same content that is under way.
   * @throws InvalidInputError BODY_TOO_LARGE | UnavailableError DISK_FULL | PermissionError UPLOAD_QUOTA_EXCEEDED
   */
  begin(owner: PersonOnChain, sizeBytes: number, sha256: string): Promise<Upload>;
  /** @throws InvalidInputError UPLOAD_NOT_FOUND, also for someone else's */
  get(id: string, owner: PersonOnChain): Upload;
  /** @throws InvalidInputError UPLOAD_OFFSET_WRONG naming where to go on */
  append(id: string, owner: PersonOnChain, offset: number, part: AsyncIterable<Uint8Array>): Promise<Upload>;
  /** Checks the whole and makes it an object. */
  finish(id: string, owner: PersonOnChain): Promise<string>;
  /** Removes uploads of a content, finished or not. @param sha256 in hex without 0x */
  forget(sha256: string): Promise<void>;
  /** Removes uploads that were left lying. */
  sweep(before: number): Promise<void>;
}

export interface UploadLimits {
  /** Largest object. */
  readonly objectBytes: number;
  /** What one person may have announced and not finished. */
  readonly unfinishedBytesPerPerson: number;
}

export function createUploads(
  database: DatabaseSync,
  store: Store,
  limits: UploadLimits,
  nowSeconds: () => number,
  requireWelcome: (content: { readonly sha256: string }) => void = () => undefined,
): Uploads {
  const insert = database.prepare("INSERT INTO uploads VALUES (?, ?, ?, ?, ?, 0, ?, NULL)");
  const select = database.prepare("SELECT * FROM uploads WHERE id = ?");
  const ofContent = database.prepare(
    "SELECT * FROM uploads WHERE chain_id = ? AND person_id = ? AND sha256 = ? AND size = ? ORDER BY received DESC LIMIT 1",
  );
  const announced = database.prepare(
    "SELECT COALESCE(SUM(size), 0) AS bytes FROM uploads WHERE chain_id = ? AND person_id = ? AND cid IS NULL",
  );
  const advance = database.prepare("UPDATE uploads SET received = ? WHERE id = ?");
  const complete = database.prepare("UPDATE uploads SET cid = ? WHERE id = ?");
  const stale = database.prepare("SELECT id FROM uploads WHERE created < ?");
  const ofDigest = database.prepare("SELECT id FROM uploads WHERE sha256 = ?");
  const remove = database.prepare("DELETE FROM uploads WHERE id = ?");
  const outstanding = database.prepare(
    "SELECT COALESCE(SUM(2 * size - received), 0) AS bytes FROM uploads WHERE cid IS NULL",
  );
  store.onReserve(() => integer(outstanding.get()?.["bytes"]));
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

  /** One that is finished counts while its object is still here. */
  function underWay({ chainId, personId }: PersonOnChain, sizeBytes: number, sha256: string) {
    const row = ofContent.get(chainId, personId, sha256, sizeBytes);
    const found = row === undefined ? undefined : readUpload(row);
    if (found?.cid === undefined || store.table.find(found.cid) !== undefined) return found;
    remove.run(found.uploadId);
    return undefined;
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
      if (sizeBytes > limits.objectBytes) throw tooLarge(limits.objectBytes);
      requireWelcome({ sha256 });
      const before = underWay(owner, sizeBytes, sha256);
      if (before !== undefined) return before;
      // Once as a staging file and once as blocks; from the row on, what is announced keeps the room.
      const release = await store.reserve(2 * sizeBytes);
      try {
        // No await from here to the row: of two requests at once, the second finds what the first has made.
        const meanwhile = underWay(owner, sizeBytes, sha256);
        if (meanwhile !== undefined) return meanwhile;
        const unfinished = integer(announced.get(owner.chainId, owner.personId)?.["bytes"]);
        if (unfinished + sizeBytes > limits.unfinishedBytesPerPerson) throw quotaExceeded(limits);
        const id = randomUUID();
        insert.run(id, owner.chainId, owner.personId, sizeBytes, sha256, nowSeconds());
        return get(id, owner);
      } finally {
        release();
      }
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
    async forget(sha256) {
      for (const row of ofDigest.all(sha256)) {
        const id = text(row["id"]);
        remove.run(id);
        await rm(pathOf(id), { force: true });
      }
    },
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

function tooLarge(maxBytes: number): InvalidInputError {
  return new InvalidInputError("BODY_TOO_LARGE", "The object is larger than this provider takes.", {
    facts: { maxBytes },
  });
}

function quotaExceeded({ unfinishedBytesPerPerson: limitBytes }: UploadLimits): PermissionError {
  return new PermissionError(
    "UPLOAD_QUOTA_EXCEEDED",
    "This person has more uploads under way than the provider keeps room for.",
    { facts: { limitBytes }, hints: ["Finish an upload first; those left lying go after a day."] },
  );
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
