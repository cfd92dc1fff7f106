import type { DatabaseSync } from "node:sqlite";
import { anchorVote } from "@medlattice/sdk/committee";
import { type VouchedSnapshot, vouchedSnapshotSchema } from "@medlattice/sdk/snapshot";
import type { Hex } from "viem";
import { integer, text } from "../database/columns.ts";

/** A snapshot that institution and authority have signed for. */
export interface KeptHead extends VouchedSnapshot {
  /** What the committee decides on. */
  readonly slot: Hex;
  /** Unix seconds, by this oracle's clock. */
  readonly seen: number;
  readonly isDecided: boolean;
}

/** Snapshots that are voted on, or were: every station has them. */
export interface HeadTable {
  put(vouched: VouchedSnapshot, seen: number): void;
  find(chainId: number, sequence: number, root: Hex): KeptHead | undefined;
  ofSlot(slot: Hex, root: Hex): KeptHead | undefined;
  /** The newest one that was decided. */
  lastDecided(chainId: number): KeptHead | undefined;
  /** Signed for, with no decision known yet. */
  undecided(): readonly KeptHead[];
  decide(head: KeptHead): void;
  /** Another payload was decided in its place. */
  remove(head: KeptHead): void;
  chains(): readonly number[];
  /** After a sequence, oldest first. */
  after(chainId: number, sequence: number, limit: number): readonly KeptHead[];
}

export function createHeadTable(database: DatabaseSync): HeadTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql(
    "INSERT OR IGNORE INTO anchor_heads (chain_id, sequence, root, slot, vouched, seen) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const find = sql("SELECT * FROM anchor_heads WHERE chain_id = ? AND sequence = ? AND root = ?");
  const ofSlot = sql("SELECT * FROM anchor_heads WHERE slot = ? AND root = ?");
  const last = sql(
    "SELECT * FROM anchor_heads WHERE chain_id = ? AND is_decided = 1 ORDER BY sequence DESC LIMIT 1",
  );
  const undecided = sql("SELECT * FROM anchor_heads WHERE is_decided = 0 ORDER BY chain_id, sequence");
  const decide = sql(
    "UPDATE anchor_heads SET is_decided = 1 WHERE chain_id = ? AND sequence = ? AND root = ?",
  );
  const remove = sql("DELETE FROM anchor_heads WHERE chain_id = ? AND sequence = ? AND root = ?");
  const chains = sql("SELECT DISTINCT chain_id FROM anchor_heads ORDER BY chain_id");
  const after = sql(
    "SELECT * FROM anchor_heads WHERE chain_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const keyOf = ({ head }: VouchedSnapshot) => [head.chain.chainId, head.chain.sequence, head.root] as const;
  return {
    put(vouched, seen) {
      const key = keyOf(vouched);
      put.run(...key, slotOf(key[0], key[1]), JSON.stringify(vouched), seen);
    },
    find: (chainId, sequence, root) => optional(find.get(chainId, sequence, root)),
    ofSlot: (slot, root) => optional(ofSlot.get(slot, root)),
    lastDecided: (chainId) => optional(last.get(chainId)),
    undecided: () => undecided.all().map(readHead),
    decide: (head) => void decide.run(...keyOf(head)),
    remove: (head) => void remove.run(...keyOf(head)),
    chains: () => chains.all().map((row) => integer(row["chain_id"])),
    after: (chainId, sequence, limit) => after.all(chainId, sequence, limit).map(readHead),
  };
}

/** `keccak256(abi.encode(chainId, sequence))` */
export function slotOf(chainId: number, sequence: number): Hex {
  return anchorVote(0n, { chainId, sequence: BigInt(sequence), root: "0x" }).slot;
}

function optional(row: Record<string, unknown> | undefined): KeptHead | undefined {
  return row === undefined ? undefined : readHead(row);
}

function readHead(row: Record<string, unknown>): KeptHead {
  const vouched = vouchedSnapshotSchema.parse(JSON.parse(text(row["vouched"])));
  const { chainId, sequence } = vouched.head.chain;
  const slot = slotOf(chainId, sequence);
  return { ...vouched, slot, seen: integer(row["seen"]), isDecided: row["is_decided"] === 1 };
}
