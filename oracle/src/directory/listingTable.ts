import type { DatabaseSync } from "node:sqlite";
import type { DirectoryPage, Listing } from "@medlattice/sdk/client";
import { keyDisclosureSchema } from "@medlattice/sdk/keys";
import type { Hex } from "viem";
import { hex, integer, optionalText, text } from "../database/columns.ts";
import { fold } from "./fold.ts";

/** Doctors who want to be found, of this organisation and, on the consortium chain, of the others. */
export const DIRECTORY_MIGRATION = `
CREATE TABLE listings (
  chain_id INTEGER NOT NULL, person_id TEXT NOT NULL, organization TEXT NOT NULL, name TEXT NOT NULL, specialty TEXT,
  folded TEXT NOT NULL, is_verified INTEGER NOT NULL, root TEXT NOT NULL, receive TEXT NOT NULL, sealing TEXT NOT NULL,
  is_listed INTEGER NOT NULL, changed_ms INTEGER NOT NULL, PRIMARY KEY (chain_id, person_id)
) WITHOUT ROWID;
CREATE INDEX listings_folded ON listings (chain_id, folded, person_id)`;

export interface ListingRow extends Omit<Listing, "updatedAt"> {
  readonly root: Hex;
  readonly isListed: boolean;
  readonly changedMs: number;
}

export interface ListingSearch {
  readonly chainId: number;
  readonly q: string;
  readonly organization?: Hex | undefined;
  readonly limit: number;
  readonly cursor?: Hex | undefined;
}

export interface ListingTable {
  find(chainId: number, personId: Hex): ListingRow | undefined;
  /** Keeps the later of two changes. */
  put(row: ListingRow): void;
  /** Listed doctors who are active on chain with the very keys of the listing. */
  search(search: ListingSearch, now: number): DirectoryPage;
  ofOrganization(chainId: number, organization: Hex): ListingRow[];
}

const ACTIVE = 1;
const ROLE_DOCTOR = 2;

export function createListingTable(database: DatabaseSync): ListingTable {
  const sql = (statement: string) => database.prepare(statement);
  const select = sql("SELECT * FROM listings WHERE chain_id = ? AND person_id = ?");
  const byOrganization = sql("SELECT * FROM listings WHERE chain_id = ? AND organization = ?");
  const upsert = sql(
    `INSERT INTO listings VALUES (:chainId, :personId, :organization, :name, :specialty, :folded, :verified, :root, :receive, :sealing,
       :listed, :changedMs)
     ON CONFLICT (chain_id, person_id) DO UPDATE SET organization = :organization, name = :name, specialty = :specialty,
       folded = :folded, is_verified = :verified, root = :root, receive = :receive, sealing = :sealing, is_listed = :listed,
       changed_ms = :changedMs
     WHERE listings.changed_ms < :changedMs`,
  );

  return {
    find(chainId, personId) {
      const row = select.get(chainId, personId);
      return row === undefined ? undefined : read(row);
    },
    put(row) {
      upsert.run({
        chainId: row.chainId,
        personId: row.personId,
        organization: row.organization,
        name: row.name,
        specialty: row.specialty,
        folded: fold(`${row.name} ${row.specialty ?? ""}`),
        verified: row.isNameVerified ? 1 : 0,
        root: row.root,
        receive: JSON.stringify(row.receive),
        sealing: JSON.stringify(row.sealing),
        listed: row.isListed ? 1 : 0,
        changedMs: row.changedMs,
      });
    },
    search({ chainId, q, organization, limit, cursor }, now) {
      // Folding leaves letters and digits only, so no word holds a wildcard of LIKE.
      const words = fold(q).split(" ").filter(Boolean);
      const where = words.map(() => " AND l.folded LIKE ?").join("");
      const own = organization === undefined ? "" : " AND l.organization = ?";
      const after =
        cursor === undefined
          ? ""
          : " AND (l.folded, l.person_id) > (SELECT folded, person_id FROM listings WHERE chain_id = l.chain_id AND person_id = ?)";
      const rows = sql(
        `SELECT l.* FROM listings l JOIN persons p ON p.chain_id = l.chain_id AND p.person_id = l.person_id
           WHERE l.chain_id = ? AND l.is_listed = 1 AND p.status = ? AND p.role = ? AND p.not_after >= ?
             AND p.key_manifest_root = l.root${where}${own}${after} ORDER BY l.folded, l.person_id LIMIT ?`,
      ).all(
        chainId,
        ACTIVE,
        ROLE_DOCTOR,
        now,
        ...words.map((word) => `%${word}%`),
        ...(organization === undefined ? [] : [organization]),
        ...(cursor === undefined ? [] : [cursor]),
        limit + 1,
      );
      const items = rows.slice(0, limit).map((row) => toListing(read(row)));
      return { items, next: rows.length > limit ? (items.at(-1)?.personId ?? null) : null };
    },
    ofOrganization: (chainId, organization) => byOrganization.all(chainId, organization).map(read),
  };
}

function toListing({ root: _root, isListed: _isListed, changedMs, ...listing }: ListingRow): Listing {
  return { ...listing, updatedAt: Math.floor(changedMs / 1000) };
}

function read(row: Record<string, unknown>): ListingRow {
  return {
    chainId: integer(row["chain_id"]),
    personId: hex(row["person_id"]),
    organization: hex(row["organization"]),
    name: text(row["name"]),
    specialty: optionalText(row["specialty"]) ?? null,
    isNameVerified: integer(row["is_verified"]) === 1,
    root: hex(row["root"]),
    receive: keyDisclosureSchema.parse(JSON.parse(text(row["receive"]))),
    sealing: keyDisclosureSchema.parse(JSON.parse(text(row["sealing"]))),
    isListed: integer(row["is_listed"]) === 1,
    changedMs: integer(row["changed_ms"]),
  };
}
