import type { DatabaseSync } from "node:sqlite";
import type { Hex } from "viem";
import { hex, integer } from "../database/columns.ts";
import type { Proposal } from "./committee.ts";

export interface KeptProposal extends Proposal {
  /** Unix seconds. */
  readonly created: number;
}

/** What waits for a decision. */
export interface ProposalTable {
  /** A proposal that is there already stays; another payload takes the former one's place. */
  put(proposal: Proposal, created: number): void;
  find(kind: number, slot: Hex): KeptProposal | undefined;
  /** Oldest first. */
  open(): readonly KeptProposal[];
  remove(kind: number, slot: Hex): void;
}

export function createProposalTable(database: DatabaseSync): ProposalTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql(
    `INSERT INTO committee_proposals (kind, slot, payload, created) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, created = excluded.created WHERE payload <> excluded.payload`,
  );
  const one = sql("SELECT * FROM committee_proposals WHERE kind = ? AND slot = ?");
  const open = sql("SELECT * FROM committee_proposals ORDER BY created, kind, slot");
  const remove = sql("DELETE FROM committee_proposals WHERE kind = ? AND slot = ?");
  return {
    put: ({ kind, slot, payload }, created) => void put.run(kind, slot, payload, created),
    find(kind, slot) {
      const row = one.get(kind, slot);
      return row && read(row);
    },
    open: () => open.all().map(read),
    remove: (kind, slot) => void remove.run(kind, slot),
  };
}

function read(row: Record<string, unknown>): KeptProposal {
  return {
    kind: integer(row["kind"]),
    slot: hex(row["slot"]),
    payload: hex(row["payload"]),
    created: integer(row["created"]),
  };
}
