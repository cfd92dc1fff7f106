import type { CID } from "multiformats/cid";
import type { BlockFiles } from "./blockFiles.ts";
import type { ObjectTable, StoredObject } from "./objectTable.ts";

/** One object's blocks while they are being written. */
export interface BlockBatch {
  put(cid: CID, value: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<CID>;
  /** Syncs the blocks to disk and then makes the object visible. */
  finish(object: StoredObject): Promise<void>;
  /** Removes what was written and is nobody else's. */
  abandon(): Promise<void>;
}

export interface BlockKeeper {
  begin(): BlockBatch;
  read(cid: CID): AsyncGenerator<Uint8Array>;
  /** Forgets an object at once, and removes its blocks that no other object and no import uses; what is left undone, `recover` does. */
  remove(cid: string): Promise<void>;
  /** Cleans up after imports and removals that a dead process had begun. */
  recover(): Promise<void>;
}

/** No block is called so. */
const ABANDONING = "imports";

/**
 * Decides which block files stay. Every block is noted in the database before its file is written, so whatever the
 * process dies of, the next start knows which files belong to nothing.
 */
export function createBlockKeeper(files: BlockFiles, table: ObjectTable): BlockKeeper {
  const busy = new Map<string, Promise<void>>();
  let nextImport = 1 + Math.max(0, ...table.unfinishedImports());

  /** One piece of work on a block file after the other, so that a removal never meets a write of the same block. */
  async function exclusively(block: string, work: () => Promise<void>): Promise<void> {
    const previous = busy.get(block) ?? Promise.resolve();
    const mine = previous.catch(() => undefined).then(work);
    busy.set(block, mine);
    try {
      await mine;
    } finally {
      if (busy.get(block) === mine) busy.delete(block);
    }
  }

  /**
   * Files first: on a full disk nothing can be written to the database before there is room again. One import after the other: of two with a
   * block in common, the second removes it.
   */
  async function abandon(importId: number): Promise<void> {
    await exclusively(ABANDONING, async () => {
      for (const block of table.blocksOfImport(importId)) {
        await exclusively(block, async () => {
          if (!table.isBlockUsed(block, importId)) await files.remove(block);
        });
      }
      table.forgetImport(importId);
    });
  }

  return {
    async remove(cid) {
      const importId = nextImport++;
      table.remove(cid, importId);
      await abandon(importId);
    },
    async recover() {
      for (const importId of table.unfinishedImports()) await abandon(importId);
    },
    begin() {
      const importId = nextImport++;
      const blocks = new Set<string>();
      const fresh = new Set<string>();
      return {
        async put(cid, value) {
          const block = cid.toString();
          const bytes = await collect(value);
          table.beginBlock(importId, block);
          blocks.add(block);
          await exclusively(block, async () => {
            if (table.isBlockKept(block) && (await files.isIntact(cid))) return;
            await files.put(cid, bytes);
            fresh.add(block);
          });
          return cid;
        },
        async finish(object) {
          await files.sync(fresh);
          table.finish(importId, object, [...blocks]);
        },
        abandon: () => abandon(importId),
      };
    },
    async *read(cid) {
      yield await files.get(cid);
    },
  };
}

async function collect(
  value: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  if (value instanceof Uint8Array) return value;
  const parts: Uint8Array[] = [];
  for await (const part of value) parts.push(part);
  return Buffer.concat(parts);
}
