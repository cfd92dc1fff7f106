import type { DatabaseSync } from "node:sqlite";
import {
  type CorrectionEntry,
  type CorrectionStatus,
  amendment,
  correctionStatus,
} from "@medlattice/sdk/client";
import { signedDocumentSchema } from "@medlattice/sdk/codec";
import { openingSchema } from "@medlattice/sdk/manifest";
import { correctionSchema } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { z } from "zod";
import { hex, integer, text } from "../database/columns.ts";

/** Corrections that doctors have handed in. Words are sealed to whom they are for. */
export const CORRECTION_MIGRATION = `
CREATE TABLE corrections (
  seq INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, chain_id INTEGER NOT NULL, record_id TEXT NOT NULL, version INTEGER NOT NULL,
  sequence INTEGER NOT NULL, patient TEXT NOT NULL, author TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL,
  document TEXT NOT NULL, words TEXT, answer TEXT
);
CREATE INDEX corrections_patient ON corrections (chain_id, patient, seq);
CREATE INDEX corrections_author ON corrections (chain_id, author, seq);
CREATE UNIQUE INDEX corrections_pending ON corrections (chain_id, record_id, version) WHERE status IN ('opening', 'pending')`;

const documentSchema = z.strictObject({
  statement: correctionSchema,
  authorSignature: z.templateLiteral(["0x", z.string()]),
  /** Null while the officers who hold the trapdoor have not signed. */
  opening: openingSchema.nullable(),
  manifest: signedDocumentSchema.nullable(),
  amendments: z.array(amendment),
  cid: z.string().nullable(),
});
export type CorrectionDocument = z.infer<typeof documentSchema>;

export interface StoredCorrection {
  readonly seq: number;
  readonly hash: Hex;
  readonly chainId: number;
  readonly status: CorrectionStatus;
  readonly created: number;
  readonly document: CorrectionDocument;
  readonly words: Hex | null;
  readonly answer: Hex | null;
}

export interface PersonAt {
  readonly chainId: number;
  readonly personId: Hex;
}

export interface CorrectionTable {
  find(hash: Hex): StoredCorrection | undefined;
  /** The one that is on its way to a version of a record. */
  pendingFor(chainId: number, recordId: Hex, version: number): StoredCorrection | undefined;
  pending(): StoredCorrection[];
  list(
    person: PersonAt,
    page: {
      readonly as: "patient" | "author";
      readonly status?: CorrectionStatus | undefined;
      readonly limit: number;
      readonly cursor?: number | undefined;
    },
  ): StoredCorrection[];
  countSince(author: PersonAt, since: number): number;
  put(correction: Omit<StoredCorrection, "seq" | "answer">): void;
  /** The officers have signed: from now on it waits for the patient. */
  setOpened(hash: Hex, document: CorrectionDocument): void;
  setStatus(hash: Hex, status: CorrectionEntry["status"], answer?: Hex | null): void;
}

export function createCorrectionTable(database: DatabaseSync): CorrectionTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM corrections WHERE hash = ?");
  const pendingFor = sql(
    "SELECT * FROM corrections WHERE chain_id = ? AND record_id = ? AND version = ? AND status IN ('opening', 'pending')",
  );
  const pending = sql("SELECT * FROM corrections WHERE status IN ('opening', 'pending') ORDER BY seq");
  const since = sql(
    "SELECT COUNT(*) AS n FROM corrections WHERE chain_id = ? AND author = ? AND created >= ?",
  );
  const insert = sql(
    `INSERT INTO corrections (hash, chain_id, record_id, version, sequence, patient, author, status, created, document, words)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const opened = sql(
    "UPDATE corrections SET status = 'pending', document = ? WHERE hash = ? AND status = 'opening'",
  );
  const update = sql("UPDATE corrections SET status = ?, answer = COALESCE(?, answer) WHERE hash = ?");
  const listOf = (column: "patient" | "author") =>
    sql(
      `SELECT * FROM corrections WHERE chain_id = ? AND ${column} = ? AND seq < ? AND (? IS NULL OR status = ?)
       ORDER BY seq DESC LIMIT ?`,
    );
  const lists = { patient: listOf("patient"), author: listOf("author") };
  return {
    find: (hash) => optional(select.get(hash)),
    pendingFor: (chainId, recordId, version) => optional(pendingFor.get(chainId, recordId, version)),
    pending: () => pending.all().map(readCorrection),
    list: ({ chainId, personId }, { as, status = null, limit, cursor = Number.MAX_SAFE_INTEGER }) =>
      lists[as].all(chainId, personId, cursor, status, status, limit).map(readCorrection),
    countSince: ({ chainId, personId }, from) => integer(since.get(chainId, personId, from)?.["n"]),
    put({ hash, chainId, status, created, document, words }) {
      const { recordId, version, sequence, patient, author } = document.statement;
      const json = JSON.stringify(document);
      insert.run(hash, chainId, recordId, version, sequence, patient, author, status, created, json, words);
    },
    setOpened: (hash, document) => void opened.run(JSON.stringify(document), hash),
    setStatus: (hash, status, answer = null) => void update.run(status, answer, hash),
  };
}

function optional(row: Record<string, unknown> | undefined): StoredCorrection | undefined {
  return row === undefined ? undefined : readCorrection(row);
}

function readCorrection(row: Record<string, unknown>): StoredCorrection {
  return {
    seq: integer(row["seq"]),
    hash: hex(row["hash"]),
    chainId: integer(row["chain_id"]),
    status: correctionStatus.parse(text(row["status"])),
    created: integer(row["created"]),
    document: documentSchema.parse(JSON.parse(text(row["document"]))),
    words: row["words"] === null ? null : hex(row["words"]),
    answer: row["answer"] === null ? null : hex(row["answer"]),
  };
}
