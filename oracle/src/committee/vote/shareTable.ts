import type { DatabaseSync } from "node:sqlite";
import { hex, integer } from "../../database/columns.ts";
import type { Share } from "../scheme/votingScheme.ts";
import type { Vote } from "./voteTable.ts";

/** A station's vote as it came here. */
export interface SeenShare extends Share, Vote {
  /** Of the verifier, under which it was signed. */
  readonly setup: number;
}

/** Votes of other stations: two of one station for one slot in one epoch cost it its deposit (systems.md P14). */
export interface ShareTable {
  put(share: SeenShare): void;
  /** What stations sent for a slot, whatever the payload. */
  of(vote: Omit<Vote, "payload">): readonly SeenShare[];
  drop(share: SeenShare): void;
  /** Forgets epochs that nobody brings votes of any more. */
  prune(beforeEpoch: number): void;
}

export function createShareTable(database: DatabaseSync): ShareTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql("INSERT OR IGNORE INTO committee_shares VALUES (?, ?, ?, ?, ?, ?, ?)");
  const of = sql(
    "SELECT * FROM committee_shares WHERE epoch = ? AND kind = ? AND slot = ? ORDER BY station, payload",
  );
  const drop = sql(
    "DELETE FROM committee_shares WHERE epoch = ? AND kind = ? AND slot = ? AND station = ? AND payload = ?",
  );
  const prune = sql("DELETE FROM committee_shares WHERE epoch < ?");
  return {
    put: ({ epoch, kind, slot, station, payload, setup, signature }) =>
      void put.run(epoch, kind, slot, station, payload, setup, signature),
    of: ({ epoch, kind, slot }) => of.all(epoch, kind, slot).map(read),
    drop: ({ epoch, kind, slot, station, payload }) => void drop.run(epoch, kind, slot, station, payload),
    prune: (beforeEpoch) => void prune.run(beforeEpoch),
  };
}

function read(row: Record<string, unknown>): SeenShare {
  return {
    epoch: integer(row["epoch"]),
    kind: integer(row["kind"]),
    slot: hex(row["slot"]),
    station: integer(row["station"]),
    payload: hex(row["payload"]),
    setup: integer(row["setup"]),
    signature: hex(row["signature"]),
  };
}
