import type { DatabaseSync } from "node:sqlite";
import { type CeremonyStatus, ceremonyStatus, signedDocument } from "@medlattice/sdk/client";
import type { SignedDocument } from "@medlattice/sdk/codec";
import type { Hex } from "viem";
import { hex, integer, optionalInteger, text } from "../database/columns.ts";

export interface CeremonyRow {
  readonly id: Hex;
  readonly chainId: number;
  readonly document: string;
  readonly status: CeremonyStatus;
  readonly liar: number | null;
  readonly createdAt: number;
}

/** What officers signed: about a ceremony two kinds, about a request their decision. */
export type DocumentKind = "contribution" | "confirmation" | "decision";

export interface OfficerDocument {
  readonly index: number;
  readonly signed: SignedDocument;
}

export interface CeremonyTable {
  find(id: Hex): CeremonyRow | undefined;
  /** Newest first. */
  list(chainId: number): CeremonyRow[];
  add(row: { id: Hex; chainId: number; document: string }, now: number): void;
  setStatus(id: Hex, status: CeremonyStatus, liar?: number): void;
  documents(subject: Hex, kind: DocumentKind): OfficerDocument[];
  addDocument(subject: Hex, kind: DocumentKind, document: OfficerDocument): void;
}

export function createCeremonyTable(database: DatabaseSync): CeremonyTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM custody_ceremonies WHERE id = ?");
  const list = sql("SELECT * FROM custody_ceremonies WHERE chain_id = ? ORDER BY seq DESC LIMIT 100");
  const insert = sql(
    "INSERT INTO custody_ceremonies (id, chain_id, document, status, created) VALUES (?, ?, ?, 'collecting', ?)",
  );
  const update = sql("UPDATE custody_ceremonies SET status = ?, liar = ? WHERE id = ?");
  const documents = sql(
    "SELECT officer, signed FROM custody_documents WHERE subject = ? AND kind = ? ORDER BY officer",
  );
  const addDocument = sql("INSERT INTO custody_documents VALUES (?, ?, ?, ?)");
  return {
    find(id) {
      const row = select.get(id);
      return row === undefined ? undefined : read(row);
    },
    list: (chainId) => list.all(chainId).map(read),
    add: ({ id, chainId, document }, now) => void insert.run(id, chainId, document, now),
    setStatus: (id, status, liar) => void update.run(status, liar ?? null, id),
    documents: (subject, kind) =>
      documents.all(subject, kind).map((row) => ({
        index: integer(row["officer"]),
        signed: signedDocument.parse(JSON.parse(text(row["signed"]))),
      })),
    addDocument: (subject, kind, { index, signed }) =>
      void addDocument.run(subject, kind, index, JSON.stringify(signed)),
  };
}

function read(row: Record<string, unknown>): CeremonyRow {
  return {
    id: hex(row["id"]),
    chainId: integer(row["chain_id"]),
    document: text(row["document"]),
    status: ceremonyStatus.parse(text(row["status"])),
    liar: optionalInteger(row["liar"]) ?? null,
    createdAt: integer(row["created"]),
  };
}
