import type { DatabaseSync } from "node:sqlite";
import {
  type SummaryItem,
  type SummarySection,
  sectionHashOf,
  summaryItemSchema,
  summarySectionSchema,
} from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { z } from "zod";
import { hex, integer, text } from "../database/columns.ts";
import { insertInto } from "../database/insertInto.ts";

/** A section with its items and the institution's signature: as it was formed here, or handed in. */
export interface KeptSection {
  readonly sectionHash: Hex;
  readonly section: SummarySection;
  readonly items: readonly SummaryItem[];
  /** Items of its chain before it. */
  readonly firstItem: number;
  readonly signature: Hex;
  /** Account that signed. */
  readonly signer: Hex;
  /** Unix seconds. */
  readonly created: number;
  /** How often a batch with it was refused. */
  readonly refusals: number;
}

export interface SectionTable {
  /** Puts a section on disk with its items; one that is there stays. */
  put(section: Omit<KeptSection, "sectionHash" | "refusals"> & { readonly strangers: number }): void;
  find(sectionHash: Hex): KeptSection | undefined;
  /** The newest of a chain. */
  newest(chainId: number): KeptSection | undefined;
  /** The one that holds the item at a position. */
  holding(chainId: number, position: number): KeptSection | undefined;
  hashesFrom(chainId: number, firstSlip: number): readonly Hex[];
  setSignature(sectionHash: Hex, signature: Hex, signer: Hex): void;
  /** Sections of others that are neither posted nor in a batch; those that were refused come last, else the oldest first. */
  waiting(own: Hex): readonly KeptSection[];
  ofBatch(batch: number): readonly KeptSection[];
  setBatch(sectionHash: Hex, batch: number): void;
  /** Takes the sections of a batch out of it. @param isRefused counts against them */
  release(batch: number, isRefused: boolean): void;
  /** Forgets a section that is in no batch. */
  drop(sectionHash: Hex): void;
  /** Items whose patient had published no key. */
  strangers(): number;
}

export function createSectionTable(database: DatabaseSync): SectionTable {
  const sql = (statement: string) => database.prepare(statement);
  const columns = [
    "section_hash",
    "organization",
    "chain_id",
    "first_slip",
    "first_item",
    "section",
    "items",
    "signature",
    "signer",
    "created",
    "strangers",
  ] as const;
  const insert = insertInto(database, "summary_sections", columns, "IGNORE");
  const one = sql("SELECT * FROM summary_sections WHERE section_hash = ?");
  const newest = sql("SELECT * FROM summary_sections WHERE chain_id = ? ORDER BY first_item DESC LIMIT 1");
  const holding = sql(
    "SELECT * FROM summary_sections WHERE chain_id = ? AND first_item <= ? ORDER BY first_item DESC LIMIT 1",
  );
  const hashes = sql(
    "SELECT section_hash FROM summary_sections WHERE chain_id = ? AND first_slip >= ? ORDER BY first_slip",
  );
  const sign = sql("UPDATE summary_sections SET signature = ?, signer = ? WHERE section_hash = ?");
  const waiting = sql(
    `SELECT s.* FROM summary_sections s WHERE batch IS NULL AND organization <> ? AND NOT EXISTS (
       SELECT 1 FROM summary_posted_sections p WHERE p.chain_id = s.chain_id AND p.section_hash = s.section_hash
     ) ORDER BY refusals, created, section_hash`,
  );
  const ofBatch = sql("SELECT * FROM summary_sections WHERE batch = ? ORDER BY organization");
  const setBatch = sql("UPDATE summary_sections SET batch = ? WHERE section_hash = ?");
  const release = sql("UPDATE summary_sections SET batch = NULL, refusals = refusals + ? WHERE batch = ?");
  const drop = sql("DELETE FROM summary_sections WHERE section_hash = ? AND batch IS NULL");
  const strangers = sql("SELECT COALESCE(SUM(strangers), 0) AS n FROM summary_sections");
  const optional = (row: Record<string, unknown> | undefined) => row && read(row);

  return {
    put: ({ section, items, firstItem, signature, signer, created, strangers: unknown }) =>
      void insert({
        section_hash: sectionHashOf(section),
        organization: section.institution,
        chain_id: section.chainId,
        first_slip: section.firstSlip,
        first_item: firstItem,
        section: JSON.stringify(section),
        items: JSON.stringify(items),
        signature,
        signer,
        created,
        strangers: unknown,
      }),
    find: (sectionHash) => optional(one.get(sectionHash)),
    newest: (chainId) => optional(newest.get(chainId)),
    holding(chainId, position) {
      const found = optional(holding.get(chainId, position));
      return found !== undefined && position < found.firstItem + found.section.itemCount ? found : undefined;
    },
    hashesFrom: (chainId, firstSlip) => hashes.all(chainId, firstSlip).map((row) => hex(row["section_hash"])),
    setSignature: (sectionHash, signature, signer) => void sign.run(signature, signer, sectionHash),
    waiting: (own) => waiting.all(own).map(read),
    ofBatch: (batch) => ofBatch.all(batch).map(read),
    setBatch: (sectionHash, batch) => void setBatch.run(batch, sectionHash),
    release: (batch, isRefused) => void release.run(isRefused ? 1 : 0, batch),
    drop: (sectionHash) => void drop.run(sectionHash),
    strangers: () => integer(strangers.get()?.["n"]),
  };
}

function read(row: Record<string, unknown>): KeptSection {
  return {
    sectionHash: hex(row["section_hash"]),
    section: summarySectionSchema.parse(JSON.parse(text(row["section"]))),
    items: z.array(summaryItemSchema).parse(JSON.parse(text(row["items"]))),
    firstItem: integer(row["first_item"]),
    signature: hex(row["signature"]),
    signer: hex(row["signer"]),
    created: integer(row["created"]),
    refusals: integer(row["refusals"]),
  };
}
