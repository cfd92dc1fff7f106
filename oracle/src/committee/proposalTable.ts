import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex, integer } from "../database/columns.ts";
import type { Proposal } from "./committee.ts";

export interface KeptProposal extends Proposal {
  /** Unix seconds. */
  readonly created: number;
  /** Evidence that was sent to the chain so far. */
  readonly attempts: number;
}

/** What waits for a decision. */
export interface ProposalTable {
  /** A proposal that is there already stays; another payload takes the former one's place. */
  put(proposal: Proposal, created: number): void;
  open(): readonly KeptProposal[];
  countAttempt(kind: number, slot: Hex): void;
  remove(kind: number, slot: Hex): void;
}

export function createProposalTable(database: DatabaseSync): ProposalTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql(
    `INSERT INTO committee_proposals (kind, slot, payload, created) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, created = excluded.created WHERE payload <> excluded.payload`,
  );
  const open = sql("SELECT * FROM committee_proposals ORDER BY created, kind, slot");
  const attempt = sql("UPDATE committee_proposals SET attempts = attempts + 1 WHERE kind = ? AND slot = ?");
  const remove = sql("DELETE FROM committee_proposals WHERE kind = ? AND slot = ?");
  return {
    put: ({ kind, slot, payload }, created) => void put.run(kind, slot, payload, created),
    open: () => open.all().map(read),
    countAttempt: (kind, slot) => void attempt.run(kind, slot),
    remove: (kind, slot) => void remove.run(kind, slot),
  };
}

function read(row: Record<string, unknown>): KeptProposal {
  return {
    kind: integer(row["kind"]),
    slot: hex(row["slot"]),
    payload: hex(row["payload"]),
    created: integer(row["created"]),
    attempts: integer(row["attempts"]),
  };
}
