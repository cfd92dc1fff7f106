import { createHash, timingSafeEqual } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UnavailableError } from "@medlattice/sdk/errors";
import { FsBlockstore } from "blockstore-fs";
import { NextToLast } from "blockstore-fs/sharding";
import { CID } from "multiformats/cid";

const SHA2_256 = 0x12;

/** Blocks as files, one per CID. */
export interface BlockFiles {
  put(cid: CID, bytes: Uint8Array): Promise<void>;
  /** The block, checked against its CID. @throws UnavailableError OBJECT_DAMAGED */
  get(cid: CID): Promise<Uint8Array>;
  /** Whether the file is there and holds what its CID says. */
  isIntact(cid: CID): Promise<boolean>;
  /** Removes a block, and what a write of it that was broken off left (blockstore-fs writes beside and renames). */
  remove(block: string): Promise<void>;
  /** Returns once the blocks would survive a power cut. */
  sync(blocks: Iterable<string>): Promise<void>;
}

export async function openBlockFiles(folder: string): Promise<BlockFiles> {
  const shardingStrategy = new NextToLast();
  const files = new FsBlockstore(folder, { shardingStrategy });
  await files.open();
  const placeOf = (block: string) => {
    const { dir, file } = shardingStrategy.encode(CID.parse(block));
    return { path: join(folder, dir, file), unfinished: join(folder, dir, `.${file}.tmp`) };
  };
  async function get(cid: CID): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    try {
      for await (const part of files.get(cid)) parts.push(part);
    } catch (cause) {
      throw damaged("missing", cause);
    }
    const bytes = Buffer.concat(parts);
    if (!isBlockOf(cid, bytes)) throw damaged("altered");
    return bytes;
  }

  return {
    get,
    async put(cid, bytes) {
      await files.put(cid, bytes);
    },
    isIntact: (cid) =>
      get(cid).then(
        () => true,
        () => false,
      ),
    async remove(block) {
      const { path, unfinished } = placeOf(block);
      await rm(path, { force: true });
      await rm(unfinished, { force: true });
    },
    async sync(blocks) {
      const paths = [...blocks].map((block) => placeOf(block).path);
      const folders = new Set(paths.map((path) => dirname(path)));
      await Promise.all([...paths, ...folders, folder].map(syncPath));
    },
  };
}

function isBlockOf(cid: CID, bytes: Uint8Array): boolean {
  if (cid.multihash.code !== SHA2_256) return false;
  return timingSafeEqual(createHash("sha256").update(bytes).digest(), cid.multihash.digest);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function damaged(reason: string, cause?: unknown): UnavailableError {
  return new UnavailableError(
    "OBJECT_DAMAGED",
    "This provider's copy is damaged; another provider has a good one.",
    {
      facts: { reason },
      hints: ["Fetch the object from its other provider."],
      retryable: false,
      cause,
    },
  );
}
