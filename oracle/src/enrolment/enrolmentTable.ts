import type { DatabaseSync } from "node:sqlite";
import type { EnrolmentEntry } from "@medlattice/sdk/client";
import type { Hex } from "viem";
import { blob, hex, integer, optionalText, text } from "../database/columns.ts";

/**
 * `manager` is null for those who came with a voucher. `sealed` is the real identity, encrypted. `expires` says how long it is kept
 * when nobody enrols: while a credential can still be used, the organisation has to know whose it is.
 */
export const ENROLMENT_MIGRATION = `
CREATE TABLE enrolments (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, chain_id INTEGER NOT NULL, organization TEXT NOT NULL, manager TEXT,
  role INTEGER NOT NULL, nullifier TEXT NOT NULL, sealed BLOB NOT NULL, state TEXT NOT NULL, person_id TEXT,
  credential_hash TEXT, created INTEGER NOT NULL, expires INTEGER NOT NULL, UNIQUE (chain_id, nullifier)
);
CREATE INDEX enrolments_manager ON enrolments (chain_id, manager, seq);
CREATE INDEX enrolments_person ON enrolments (chain_id, person_id);
CREATE INDEX enrolments_open ON enrolments (expires) WHERE state <> 'enrolled'`;

/** The organisation whose voucher somebody came with: the authority must be able to say who vouched (decision 0012). */
export const VOUCHED_MIGRATION = "ALTER TABLE enrolments ADD COLUMN vouched_by TEXT";

export interface Enrolment {
  readonly seq: number;
  readonly id: string;
  readonly chainId: number;
  readonly organization: Hex;
  readonly manager: Hex | undefined;
  readonly vouchedBy: Hex | undefined;
  readonly role: number;
  readonly nullifier: Hex;
  readonly sealed: Uint8Array;
  readonly state: EnrolmentEntry["state"];
  readonly personId: Hex | undefined;
  readonly createdAt: number;
}

export type NewEnrolment = Omit<Enrolment, "seq" | "state" | "personId" | "createdAt">;

export interface EnrolmentTable {
  /** Starts an enrolment, or takes one over that nobody finished; the id is that of the row. */
  start(enrolment: NewEnrolment, times: { now: number; expires: number }): Enrolment;
  find(id: string): Enrolment | undefined;
  ofNullifier(chainId: number, nullifier: Hex): Enrolment | undefined;
  ofPerson(chainId: number, personId: Hex): Enrolment | undefined;
  ofManager(
    manager: { chainId: number; personId: Hex },
    page: { limit: number; before?: number | undefined },
  ): Enrolment[];
  /** A credential was signed for this pseudonym. */
  issue(id: string, issued: { personId: Hex; credentialHash: Hex; expires: number }): void;
  enrolled(id: string, personId: Hex): void;
  /** Marks those the index has seen on chain with the very credential issued here. */
  settle(): void;
  expired(now: number): Enrolment[];
  remove(id: string): void;
  total(): number;
}

export function createEnrolmentTable(database: DatabaseSync): EnrolmentTable {
  const sql = (statement: string) => database.prepare(statement);
  const upsert = sql(
    `INSERT INTO enrolments (id, chain_id, organization, manager, vouched_by, role, nullifier, sealed, state, created, expires)
       VALUES (:id, :chainId, :organization, :manager, :vouchedBy, :role, :nullifier, :sealed, 'started', :now, :expires)
     ON CONFLICT (chain_id, nullifier) DO UPDATE SET organization = :organization, manager = :manager, vouched_by = :vouchedBy, role = :role,
       sealed = :sealed, state = 'started', person_id = NULL, credential_hash = NULL, expires = :expires
     RETURNING *`,
  );
  const byId = sql("SELECT * FROM enrolments WHERE id = ?");
  const byNullifier = sql("SELECT * FROM enrolments WHERE chain_id = ? AND nullifier = ?");
  const byPerson = sql(
    "SELECT * FROM enrolments WHERE chain_id = ? AND person_id = ? AND state = 'enrolled' LIMIT 1",
  );
  const byManager = sql(
    "SELECT * FROM enrolments WHERE chain_id = ? AND manager = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  );
  const issue = sql(
    "UPDATE enrolments SET state = 'issued', person_id = ?, credential_hash = ?, expires = ? WHERE id = ? AND state <> 'enrolled'",
  );
  const enrolled = sql("UPDATE enrolments SET state = 'enrolled', person_id = ? WHERE id = ?");
  const settle = sql(
    `UPDATE enrolments SET state = 'enrolled' WHERE state = 'issued' AND EXISTS (SELECT 1 FROM persons p
       WHERE p.chain_id = enrolments.chain_id AND p.person_id = enrolments.person_id AND p.credential_hash = enrolments.credential_hash)`,
  );
  const expired = sql("SELECT * FROM enrolments WHERE state <> 'enrolled' AND expires < ? LIMIT 100");
  const remove = sql("DELETE FROM enrolments WHERE id = ?");
  const total = sql("SELECT COUNT(*) AS n FROM enrolments WHERE state = 'enrolled'");

  return {
    start({ id, chainId, organization, manager, vouchedBy, role, nullifier, sealed }, { now, expires }) {
      const row = upsert.get({
        id,
        chainId,
        organization,
        manager: manager ?? null,
        vouchedBy: vouchedBy ?? null,
        role,
        nullifier,
        sealed,
        now,
        expires,
      });
      if (row === undefined) throw new TypeError("an upsert returns its row");
      return read(row);
    },
    find: (id) => optional(byId.get(id)),
    ofNullifier: (chainId, nullifier) => optional(byNullifier.get(chainId, nullifier)),
    ofPerson: (chainId, personId) => optional(byPerson.get(chainId, personId)),
    ofManager: ({ chainId, personId }, { limit, before }) =>
      byManager.all(chainId, personId, before ?? Number.MAX_SAFE_INTEGER, limit).map(read),
    issue: (id, { personId, credentialHash, expires }) =>
      void issue.run(personId, credentialHash, expires, id),
    enrolled: (id, personId) => void enrolled.run(personId, id),
    settle: () => void settle.run(),
    expired: (now) => expired.all(now).map(read),
    remove: (id) => void remove.run(id),
    total: () => integer(total.get()?.["n"]),
  };
}

function optional(row: Record<string, unknown> | undefined): Enrolment | undefined {
  return row === undefined ? undefined : read(row);
}

function read(row: Record<string, unknown>): Enrolment {
  const manager = optionalText(row["manager"]);
  const vouchedBy = optionalText(row["vouched_by"]);
  const personId = optionalText(row["person_id"]);
  return {
    seq: integer(row["seq"]),
    id: text(row["id"]),
    chainId: integer(row["chain_id"]),
    organization: hex(row["organization"]),
    manager: manager === undefined ? undefined : hex(manager),
    vouchedBy: vouchedBy === undefined ? undefined : hex(vouchedBy),
    role: integer(row["role"]),
    nullifier: hex(row["nullifier"]),
    sealed: blob(row["sealed"]),
    state: stateOf(text(row["state"])),
    personId: personId === undefined ? undefined : hex(personId),
    createdAt: integer(row["created"]),
  };
}

function stateOf(value: string): Enrolment["state"] {
  if (value === "started" || value === "issued" || value === "enrolled") return value;
  throw new TypeError("column is not a state");
}
