import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { hex, integer, text } from "../database/columns.ts";
import type { AuditStatus, BatchAudit } from "./finding.ts";

export const AUDIT_MIGRATION = `
CREATE TABLE summary_audits (
  sequence INTEGER PRIMARY KEY, batch_hash TEXT NOT NULL, status TEXT NOT NULL, findings TEXT NOT NULL, unfollowed INTEGER NOT NULL,
  audited INTEGER NOT NULL
)`;

const statusSchema = z.enum(["sound", "differs", "open"]);
const findingsSchema = z.array(
  z.strictObject({
    chainId: z.int().nullable(),
    code: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    isOpen: z.boolean(),
  }),
);

export interface KeptAudit extends BatchAudit {
  /** Unix seconds. */
  readonly auditedAt: number;
}

/** What was found in each batch. It can be found out again, so nothing waits for the disk. */
export interface AuditTable {
  put(audit: KeptAudit): void;
  find(sequence: number): KeptAudit | undefined;
  /** Oldest first. @param status only these */
  after(sequence: number, limit: number, status: AuditStatus | undefined): readonly KeptAudit[];
  counts(): Readonly<Record<AuditStatus, number>>;
  /** Those after a sequence are no longer of this chain. */
  dropAfter(sequence: number): void;
}

export function createAuditTable(database: DatabaseSync): AuditTable {
  const sql = (statement: string) => database.prepare(statement);
  const put = sql("INSERT OR REPLACE INTO summary_audits VALUES (?, ?, ?, ?, ?, ?)");
  const one = sql("SELECT * FROM summary_audits WHERE sequence = ?");
  const after = sql("SELECT * FROM summary_audits WHERE sequence > ? ORDER BY sequence LIMIT ?");
  const some = sql(
    "SELECT * FROM summary_audits WHERE sequence > ? AND status = ? ORDER BY sequence LIMIT ?",
  );
  const counts = sql("SELECT status, COUNT(*) AS n FROM summary_audits GROUP BY status");
  const drop = sql("DELETE FROM summary_audits WHERE sequence > ?");
  return {
    put: ({ sequence, batchHash, status, findings, unfollowed, auditedAt }) =>
      void put.run(sequence, batchHash, status, JSON.stringify(findings), unfollowed, auditedAt),
    find(sequence) {
      const row = one.get(sequence);
      return row && read(row);
    },
    after: (sequence, limit, status) =>
      (status === undefined ? after.all(sequence, limit) : some.all(sequence, status, limit)).map(read),
    counts() {
      const found = { sound: 0, differs: 0, open: 0 };
      for (const row of counts.all()) found[statusSchema.parse(row["status"])] = integer(row["n"]);
      return found;
    },
    dropAfter: (sequence) => void drop.run(sequence),
  };
}

function read(row: Record<string, unknown>): KeptAudit {
  return {
    sequence: integer(row["sequence"]),
    batchHash: hex(row["batch_hash"]),
    status: statusSchema.parse(row["status"]),
    findings: findingsSchema.parse(JSON.parse(text(row["findings"]))),
    unfollowed: integer(row["unfollowed"]),
    auditedAt: integer(row["audited"]),
  };
}
