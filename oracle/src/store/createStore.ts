import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { SEALED_HEAD_BYTES } from "@medlattice/sdk/envelope";
import { InvalidInputError, UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import { exporter } from "ipfs-unixfs-exporter";
import { importFile } from "ipfs-unixfs-importer";
import { CID } from "multiformats/cid";
import { diskFull } from "../http/translateError.ts";
import { openBlockFiles } from "./blockFiles.ts";
import { type BlockKeeper, createBlockKeeper } from "./blockKeeper.ts";
import { type ObjectTable, type StoredObject, createObjectTable } from "./objectTable.ts";

/** IPIP-499; named so that every provider computes the same CID. */
export const UNIXFS_PROFILE = "unixfs-v1-2025";

/** What a download holds in memory at once. */
const READ_WINDOW_BYTES = 4 << 20;

export interface Store {
  readonly table: ObjectTable;
  /** Staging files of resumable uploads. */
  readonly uploadFolder: string;
  /**
   * Takes a stream in. The object is visible only when all of it is on disk; after a failure nothing of it is.
   * @throws InvalidInputError BODY_TOO_LARGE
   * @throws UnavailableError DISK_FULL
   */
  add(source: AsyncIterable<Uint8Array>, expected?: ExpectedObject): Promise<StoredObject>;
  /** @throws InvalidInputError OBJECT_NOT_FOUND */
  stat(cid: string): StoredObject;
  /** Streams a part of an object, each block checked against its CID. */
  read(cid: string, range?: { offset: number; length: number }): Promise<AsyncIterable<Uint8Array>>;
  remove(cid: string): Promise<void>;
  /** Told when a block of an object turns out to be missing or altered; adding the object again puts it right. */
  onDamaged(listener: (cid: string) => void): void;
  /** @throws UnavailableError DISK_FULL when fewer than the reserve would be left after `bytes` more */
  requireRoom(bytes: number): Promise<void>;
  /**
   * Keeps room for bytes that are to come, beside all that is kept already, so that many who send at once cannot fill the disk.
   * @returns gives it back, once the bytes are on disk or will not come
   * @throws UnavailableError DISK_FULL
   */
  reserve(bytes: number): Promise<() => void>;
  /** Bytes promised elsewhere, which reservations leave room for. */
  onReserve(promisedBytes: () => number): void;
  freeBytes(): Promise<number>;
  /** Removes objects that no record ever named, and what an earlier process left half-done. */
  sweep(): Promise<void>;
}

/** What the sender promised; checked before the object becomes visible. */
export interface ExpectedObject {
  readonly cid?: string;
  readonly sha256?: string;
}

export interface CreateStoreOptions {
  readonly database: DatabaseSync;
  readonly folder: string;
  readonly maxObjectBytes: number;
  readonly minFreeDiskBytes: number;
  readonly orphanSeconds: number;
  /** Throws for content that must not come (back); asked before an object becomes visible. */
  readonly requireWelcome?: (content: IncomingContent) => void;
  readonly nowSeconds: () => number;
}

/** A file that was taken in and is not visible yet. */
export interface IncomingContent {
  readonly cid: string;
  readonly sha256: string;
  /** Its beginning. */
  readonly head: Uint8Array;
}

export async function createStore(options: CreateStoreOptions): Promise<Store> {
  const uploadFolder = join(options.folder, "uploads");
  mkdirSync(uploadFolder, { recursive: true });
  const files = await openBlockFiles(join(options.folder, "blocks"));
  const table = createObjectTable(options.database);
  const keeper: BlockKeeper = createBlockKeeper(files, table);
  await keeper.recover();

  const damageListeners: ((cid: string) => void)[] = [];

  /** Passes blocks on, and tells of damage that shows on the way. */
  async function* noticeDamage<T>(cid: string, work: () => AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* work();
    } catch (error) {
      if (error instanceof UnavailableError && error.code === "OBJECT_DAMAGED") {
        for (const listener of damageListeners) listener(cid);
      }
      throw error;
    }
  }

  async function freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(options.folder);
    return bavail * bsize;
  }

  let reserved = 0;
  const promises: (() => number)[] = [];

  async function requireRoom(bytes: number): Promise<void> {
    if ((await freeBytes()) < options.minFreeDiskBytes + bytes) throw diskFull();
  }

  function stat(cid: string): StoredObject {
    const object = table.find(cid);
    if (object !== undefined) return object;
    throw new InvalidInputError("OBJECT_NOT_FOUND", "This provider does not hold that object.", {
      hints: ["Ask the record's other provider."],
    });
  }

  return {
    table,
    uploadFolder,
    stat,
    remove: (cid) => keeper.remove(cid),
    async add(source, expected = {}) {
      const counted = count(source, options.maxObjectBytes);
      const batch = keeper.begin();
      try {
        const { cid } = await importFile({ content: counted.bytes }, batch, { profile: UNIXFS_PROFILE });
        const sha256 = counted.sha256();
        const object = {
          cid: cid.toString(),
          sizeBytes: counted.size(),
          sha256,
          created: options.nowSeconds(),
        };
        if (expected.sha256 !== undefined && expected.sha256 !== sha256) throw otherContent("sha256");
        if (expected.cid !== undefined && expected.cid !== object.cid) throw otherContent("cid");
        options.requireWelcome?.({ cid: object.cid, sha256, head: counted.head() });
        await batch.finish(object);
        return stat(object.cid);
      } catch (error) {
        await batch.abandon();
        throw isDiskFull(error) ? diskFull(error) : error;
      }
    },
    async read(cid, range) {
      stat(cid);
      const get = (block: CID) => noticeDamage(cid, () => keeper.read(block));
      const entry = await exporter(CID.parse(cid), { get });
      if (entry.type !== "file" && entry.type !== "raw") throw otherContent("type");
      return windowed(entry, range?.offset ?? 0, range?.length ?? stat(cid).sizeBytes);
    },
    onDamaged: (listener) => void damageListeners.push(listener),
    requireRoom,
    async reserve(bytes) {
      // Counted before the disk is asked: of several at once, each sees the others.
      reserved += bytes;
      let held = bytes;
      const release = (): void => {
        reserved -= held;
        held = 0;
      };
      try {
        await requireRoom(reserved + promises.reduce((sum, promised) => sum + promised(), 0));
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },
    onReserve: (promised) => void promises.push(promised),
    freeBytes,
    async sweep() {
      for (const cid of table.orphans(options.nowSeconds() - options.orphanSeconds)) {
        await keeper.remove(cid);
      }
    },
  };
}

/** The exporter reads ahead without bound, so a slow reader would hold all of a file in memory; it is asked bit by bit. */
async function* windowed(
  entry: { content(part: { offset: number; length: number }): AsyncIterable<Uint8Array> },
  offset: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; done += READ_WINDOW_BYTES) {
    yield* entry.content({ offset: offset + done, length: Math.min(READ_WINDOW_BYTES, length - done) });
  }
}

function count(source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash("sha256");
  let size = 0;
  const head: Uint8Array[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new InvalidInputError("BODY_TOO_LARGE", "The object is larger than this provider takes.", {
          facts: { maxBytes },
        });
      }
      if (size - chunk.length < SEALED_HEAD_BYTES) head.push(chunk.slice(0, SEALED_HEAD_BYTES));
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    bytes: bytes(),
    size: () => size,
    head: () => Buffer.concat(head),
    sha256: () => hash.digest("hex"),
  };
}

/** blockstore-fs wraps the system's error in a text of its own; SQLite has words for it too. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /\b(?:ENOSPC|EDQUOT|EFBIG|disk is full)\b/.test(error.message);
}

function otherContent(member: string): VerificationError {
  return new VerificationError("OBJECT_OTHER_CONTENT", "The content is not what its sender said it is.", {
    facts: { member },
    hints: ["Send it again."],
  });
}
