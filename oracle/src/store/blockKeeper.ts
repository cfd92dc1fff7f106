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
  /** Removes blocks that no object and no import uses any more. */
  drop(blocks: readonly string[]): Promise<void>;
  /** Cleans up after imports that a dead process had begun. */
  recover(): Promise<void>;
}

/**
 * Decides which block files stay. Every block is noted in the database before its file is written, so whatever the
 * process dies of, the next start knows which files belong to nothing.
 */
export function createBlockKeeper(files: BlockFiles, table: ObjectTable): BlockKeeper {
  const busy = new Map<string, Promise<void>>();
  let nextImport = 1 + Math.max(0, ...table.unfinishedImports());

  /** Work on one block file after the other, so that a removal never meets a write of the same block. */
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

  async function drop(blocks: readonly string[], ofImport?: number): Promise<void> {
    for (const block of blocks) {
      await exclusively(block, async () => {
        if (!table.isBlockUsed(block, ofImport)) await files.remove(block);
      });
    }
  }

  /** Files first: on a full disk nothing can be written to the database before there is room again. */
  async function abandon(importId: number): Promise<void> {
    await drop(table.blocksOfImport(importId), importId);
    table.forgetImport(importId);
  }

  return {
    drop: (blocks) => drop(blocks),
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
