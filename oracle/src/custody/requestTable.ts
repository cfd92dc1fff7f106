import type { DatabaseSync } from "node:sqlite";
import { type CustodyRequestStatus, custodyRequestStatus } from "@medlattice/sdk/client";
import type { NonceCommitment, SignatureShare } from "@medlattice/sdk/crypto";
import { type Hex, bytesToHex, hexToBytes, numberToHex } from "viem";
import { blob, hex, integer, optionalInteger, text } from "../database/columns.ts";

export interface RequestRow {
  readonly seq: number;
  readonly id: Hex;
  readonly ceremony: Hex;
  readonly chainId: number;
  readonly kind: "possession" | "opening";
  readonly document: string;
  readonly status: CustodyRequestStatus;
  readonly proof: Hex | null;
  readonly createdAt: number;
}

/** A commitment, and the attempt it was used for. */
export interface CommitmentRow extends NonceCommitment {
  readonly seq: number;
  readonly attempt: number | undefined;
}

export interface RequestTable {
  find(id: Hex): RequestRow | undefined;
  /** The one about a thing: a correction's hash, a chain for the possession of a key. */
  findAbout(ceremony: Hex, kind: RequestRow["kind"], subject: string): RequestRow | undefined;
  ofCeremony(ceremony: Hex): RequestRow[];
  /** Newest first. */
  list(
    chainId: number,
    page: { status?: CustodyRequestStatus | undefined; limit: number; before?: number | undefined },
  ): RequestRow[];
  add(
    row: Pick<RequestRow, "id" | "ceremony" | "chainId" | "kind" | "document"> & { subject: string },
    now: number,
  ): void;
  finish(id: Hex, status: CustodyRequestStatus, proof?: Hex): void;
  commitments(id: Hex): CommitmentRow[];
  addCommitment(id: Hex, commitment: NonceCommitment): void;
  /** Forgets one that no attempt has used. */
  dropUnused(id: Hex, officer: number): void;
  use(commitments: readonly CommitmentRow[], attempt: number): void;
  shares(id: Hex): (SignatureShare & { readonly attempt: number })[];
  addShare(id: Hex, attempt: number, share: SignatureShare): void;
  liars(id: Hex): number[];
  addLiar(id: Hex, officer: number): void;
}

export function createRequestTable(database: DatabaseSync): RequestTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM custody_requests WHERE id = ?");
  const about = sql("SELECT * FROM custody_requests WHERE ceremony = ? AND kind = ? AND subject = ?");
  const ofCeremony = sql(
    "SELECT * FROM custody_requests WHERE ceremony = ? AND kind = 'possession' ORDER BY seq",
  );
  const insert = sql(
    `INSERT INTO custody_requests (id, ceremony, chain_id, kind, subject, document, status, created)
       VALUES (:id, :ceremony, :chainId, :kind, :subject, :document, 'open', :now)`,
  );
  const finish = sql("UPDATE custody_requests SET status = ?, proof = ? WHERE id = ?");
  const commitments = sql("SELECT * FROM custody_commitments WHERE request = ? ORDER BY seq");
  const commit = sql(
    "INSERT INTO custody_commitments (request, officer, hiding, binding) VALUES (?, ?, ?, ?)",
  );
  const drop = sql("DELETE FROM custody_commitments WHERE request = ? AND officer = ? AND attempt IS NULL");
  const use = sql("UPDATE custody_commitments SET attempt = ? WHERE seq = ?");
  const shares = sql("SELECT * FROM custody_shares WHERE request = ? ORDER BY attempt, officer");
  const addShare = sql("INSERT INTO custody_shares VALUES (?, ?, ?, ?)");
  const liars = sql("SELECT officer FROM custody_liars WHERE request = ? ORDER BY officer");
  const addLiar = sql("INSERT OR IGNORE INTO custody_liars VALUES (?, ?)");
  const one = (row: Record<string, unknown> | undefined) => (row === undefined ? undefined : read(row));
  return {
    find: (id) => one(select.get(id)),
    findAbout: (ceremony, kind, subject) => one(about.get(ceremony, kind, subject)),
    ofCeremony: (ceremony) => ofCeremony.all(ceremony).map(read),
    list(chainId, { status, limit, before = Number.MAX_SAFE_INTEGER }) {
      const which = status === undefined ? "" : " AND status = ?";
      return sql(
        `SELECT * FROM custody_requests WHERE chain_id = ? AND kind = 'opening'${which} AND seq < ? ORDER BY seq DESC LIMIT ?`,
      )
        .all(chainId, ...(status === undefined ? [] : [status]), before, limit)
        .map(read);
    },
    add: (row, now) => void insert.run({ ...row, now }),
    finish: (id, status, proof) =>
      void finish.run(status, proof === undefined ? null : hexToBytes(proof), id),
    commitments: (id) =>
      commitments.all(id).map((row) => ({
        seq: integer(row["seq"]),
        index: integer(row["officer"]),
        hiding: hex(row["hiding"]),
        binding: hex(row["binding"]),
        attempt: optionalInteger(row["attempt"]),
      })),
    addCommitment: (id, { index, hiding, binding }) => void commit.run(id, index, hiding, binding),
    dropUnused: (id, officer) => void drop.run(id, officer),
    use: (used, attempt) => used.forEach(({ seq }) => use.run(attempt, seq)),
    shares: (id) =>
      shares.all(id).map((row) => ({
        attempt: integer(row["attempt"]),
        index: integer(row["officer"]),
        z: BigInt(text(row["z"])),
      })),
    addShare: (id, attempt, { index, z }) =>
      void addShare.run(id, attempt, index, numberToHex(z, { size: 32 })),
    liars: (id) => liars.all(id).map((row) => integer(row["officer"])),
    addLiar: (id, officer) => void addLiar.run(id, officer),
  };
}

function read(row: Record<string, unknown>): RequestRow {
  const kind = text(row["kind"]);
  if (kind !== "possession" && kind !== "opening") throw new TypeError("column is not a kind");
  return {
    seq: integer(row["seq"]),
    id: hex(row["id"]),
    ceremony: hex(row["ceremony"]),
    chainId: integer(row["chain_id"]),
    kind,
    document: text(row["document"]),
    status: custodyRequestStatus.parse(text(row["status"])),
    proof: row["proof"] === null ? null : bytesToHex(blob(row["proof"])),
    createdAt: integer(row["created"]),
  };
}
