import type { DatabaseSync } from "node:sqlite";
import { fromHex, toHex } from "@medlattice/sdk/codec";
import {
  type Snapshot,
  type SnapshotAccount,
  type SnapshotHead,
  makeSnapshot,
  snapshotAccountSchema,
  snapshotHeadSchema,
  snapshotSalt,
} from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { z } from "zod";
import { hex, text } from "../database/columns.ts";

/** A snapshot with all that it was made of: at the organisation that made it, and at the authority that vouched for it. */
export interface KeptSnapshot {
  readonly head: SnapshotHead;
  /** By ascending id. */
  readonly accounts: readonly SnapshotAccount[];
  /** 32 bytes: the salts of this snapshot, and of no other, come from it. */
  readonly saltKey: Uint8Array;
}

export interface SnapshotTable {
  /** Takes the place of another one of that sequence. */
  put(snapshot: KeptSnapshot, created: number): void;
  find(chainId: number, sequence: number): KeptSnapshot | undefined;
  remove(chainId: number, sequence: number): void;
  /** Forgets those before a sequence, save the last `kept` of them. */
  prune(chainId: number, before: number, kept: number): void;
}

const accountsSchema = z.array(snapshotAccountSchema);

export function createSnapshotTable(database: DatabaseSync): SnapshotTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql("INSERT OR REPLACE INTO anchor_snapshots VALUES (?, ?, ?, ?, ?, ?, ?)");
  const find = sql("SELECT * FROM anchor_snapshots WHERE chain_id = ? AND sequence = ?");
  const remove = sql("DELETE FROM anchor_snapshots WHERE chain_id = ? AND sequence = ?");
  const prune = sql("DELETE FROM anchor_snapshots WHERE chain_id = ? AND sequence < ?");
  return {
    put({ head, accounts, saltKey }, created) {
      const { chainId, sequence } = head.chain;
      const written = [JSON.stringify(head), JSON.stringify(accounts), toHex(saltKey)] as const;
      put.run(chainId, sequence, head.root, ...written, created);
    },
    find(chainId, sequence) {
      const row = find.get(chainId, sequence);
      return row && readSnapshot(row);
    },
    remove: (chainId, sequence) => void remove.run(chainId, sequence),
    prune: (chainId, before, kept) => void prune.run(chainId, before - kept),
  };
}

/** Makes the tree of a snapshot that is kept; its root is that of the head unless the row was changed. */
export function snapshotOf({ head, accounts, saltKey }: KeptSnapshot): Snapshot {
  const { chain } = head;
  return makeSnapshot({
    chain,
    accounts,
    saltOf: (personId: Hex) => snapshotSalt(saltKey, { ...chain, personId }),
  });
}

/** Trees that were made last stay in memory: with ten thousand accounts one takes a second to make. */
const TREES = 4;

/** Makes trees, and remembers the last ones. */
export function createTrees(): (kept: KeptSnapshot) => Snapshot {
  const trees = new Map<Hex, Snapshot>();
  return (kept) => {
    const tree = trees.get(kept.head.root) ?? snapshotOf(kept);
    trees.delete(kept.head.root);
    trees.set(kept.head.root, tree);
    for (const root of trees.keys()) if (trees.size > TREES) trees.delete(root);
    return tree;
  };
}

function readSnapshot(row: Record<string, unknown>): KeptSnapshot {
  return {
    head: snapshotHeadSchema.parse(JSON.parse(text(row["head"]))),
    accounts: accountsSchema.parse(JSON.parse(text(row["accounts"]))),
    saltKey: fromHex(hex(row["salt_key"])),
  };
}
