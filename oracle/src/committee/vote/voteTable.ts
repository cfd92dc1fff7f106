import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex } from "../../database/columns.ts";
import type { Proposal } from "../committee.ts";

/** What is voted on, in the epoch it is voted on. */
export interface Vote extends Proposal {
  readonly epoch: number;
}

/** What this station has bound itself to: one payload for each (epoch, kind, slot), on disk before it signs (systems.md P14). */
export interface VoteTable {
  /** The payload this station signs, or has signed, there; null: none yet. */
  of(vote: Omit<Vote, "payload">): Hex | null;
  /** Binds it, unless it is bound to another payload. Synchronous and durable. @returns whether it may sign */
  bind(vote: Vote): boolean;
}

/** @param database waits for the disk at every write */
export function createVoteTable(database: DatabaseSync): VoteTable {
  const one = database.prepare(
    "SELECT payload FROM committee_votes WHERE epoch = ? AND kind = ? AND slot = ?",
  );
  const insert = database.prepare("INSERT OR IGNORE INTO committee_votes VALUES (?, ?, ?, ?)");
  const of: VoteTable["of"] = ({ epoch, kind, slot }) => {
    const row = one.get(epoch, kind, slot);
    return row === undefined ? null : hex(row["payload"]);
  };
  return {
    of,
    bind(vote) {
      insert.run(vote.epoch, vote.kind, vote.slot, vote.payload);
      return of(vote) === vote.payload;
    },
  };
}
