import type { DatabaseSync } from "node:sqlite";
import { UnavailableError } from "@medlattice/sdk/errors";
import {
  EMPTY_SECTIONS,
  type SectionHead,
  type SummaryBatch,
  type SummarySection,
  batchHashOf,
  headAfter,
  readBatchData,
  summaryBatchSchema,
  summarySectionSchema,
} from "@medlattice/sdk/summary";
import { type Hex, decodeEventLog, isAddressEqual, zeroHash } from "viem";
import { z } from "zod";
import { askChain } from "../chains/askChain.ts";
import { CONTRACT_ABIS, type OracleChain } from "../chains/openChain.ts";
import { hex, integer, text } from "../database/columns.ts";
import { transaction } from "../database/transaction.ts";
import { findPostCall } from "./postCall.ts";
import { createLogCursor } from "./logCursor.ts";

/** A batch as the consortium chain has it. */
export interface PostedBatch {
  readonly sequence: number;
  readonly batchHash: Hex;
  readonly batch: SummaryBatch;
  readonly sections: readonly SummarySection[];
  readonly txHash: Hex;
  readonly block: number;
}

/** `BatchPosted`. */
interface BatchEvent {
  readonly sequence: bigint;
  readonly authority: Hex;
  readonly batchHash: Hex;
  readonly sectionsRoot: Hex;
  readonly slipCount: number;
  readonly dataDigest: Hex;
}

/** How far a private chain is. */
export interface PostedHead extends SectionHead {
  /** Items of all its sections. */
  readonly items: number;
}

/**
 * What the inbox holds, read from the consortium chain: events, and the transactions they come from. Where a contract made the call
 * out of something else, the batch's own file has the sections, which the batch's hash covers like everything else.
 */
export interface PostedBatches {
  /** Takes up what the index has read meanwhile. @throws UnavailableError CHAIN_UNREACHABLE, SUMMARY_BATCH_UNREADABLE */
  sync(): Promise<void>;
  /** How often this process read everything anew, because the chain was reorganised. */
  rereads(): number;
  head(chainId: number): PostedHead;
  newest(): { readonly sequence: number; readonly batchHash: Hex };
  find(sequence: number): PostedBatch | undefined;
  /** Batches after a sequence, oldest first. */
  after(sequence: number, limit: number): readonly PostedBatch[];
  /** In which batch a section was posted. */
  sequenceOf(chainId: number, sectionHash: Hex): number | undefined;
  /** Sections of a chain, oldest first. */
  hashesOf(chainId: number): readonly Hex[];
}

export function createPostedBatches(options: {
  readonly chain: OracleChain;
  readonly inbox: Hex;
  readonly database: DatabaseSync;
  /** The file of a batch, wherever it can be had; need not be believed. */
  readonly fileOf?: (batch: SummaryBatch) => Promise<Uint8Array>;
}): PostedBatches {
  const { chain, inbox, database, fileOf } = options;
  const { chainId: consortium } = chain.config;
  const sql = (statement: string) => database.prepare(statement);
  const cursor = createLogCursor(database, "posted");
  const wipes = ["summary_posted", "summary_posted_sections"].map((table) => sql(`DELETE FROM ${table}`));
  const insert = sql("INSERT OR REPLACE INTO summary_posted VALUES (?, ?, ?, ?, ?, ?)");
  const insertSection = sql("INSERT OR REPLACE INTO summary_posted_sections VALUES (?, ?, ?, ?, ?, ?, ?)");
  const last = sql(
    "SELECT * FROM summary_posted_sections WHERE chain_id = ? ORDER BY first_slip DESC LIMIT 1",
  );
  const items = sql(
    "SELECT COALESCE(SUM(item_count), 0) AS n FROM summary_posted_sections WHERE chain_id = ?",
  );
  const newest = sql("SELECT sequence, batch_hash FROM summary_posted ORDER BY sequence DESC LIMIT 1");
  const one = sql("SELECT * FROM summary_posted WHERE sequence = ?");
  const after = sql("SELECT * FROM summary_posted WHERE sequence > ? ORDER BY sequence LIMIT ?");
  const place = sql("SELECT sequence FROM summary_posted_sections WHERE chain_id = ? AND section_hash = ?");
  const hashes = sql(
    "SELECT section_hash FROM summary_posted_sections WHERE chain_id = ? ORDER BY first_slip",
  );
  let running: Promise<void> | undefined;
  let rereads = 0;

  /** The events of the inbox tell only hashes; the call they come from has the rest, and must fit them. */
  async function read(
    txHash: Hex,
    event: BatchEvent,
    previous: Hex,
  ): Promise<Pick<PostedBatch, "batch" | "sections">> {
    const { input } = await askChain(consortium, () => chain.client.getTransaction({ hash: txHash }));
    const call = findPostCall(input, event.batchHash);
    if (call !== undefined) return call;
    const { sequence, sectionsRoot, slipCount, dataDigest, authority, batchHash } = event;
    const batch = { sequence: Number(sequence), previous, sectionsRoot, slipCount, dataDigest, authority };
    if (fileOf === undefined || batchHashOf(batch) !== batchHash) throw unreadable(consortium);
    const parts = readBatchData(
      batch,
      await fileOf(batch).catch((cause: unknown) => Promise.reject(unreadable(consortium, cause))),
    );
    return { batch, sections: parts.map(({ section }) => section) };
  }

  function hashBefore(sequence: number): Hex {
    return sequence === 1 ? zeroHash : hex(one.get(sequence - 1)?.["batch_hash"]);
  }

  async function step(): Promise<boolean> {
    const stretch = cursor.next(consortium);
    if (stretch === undefined) return false;
    const found: PostedBatch[] = [];
    for (const { address, topics, data, txHash, block } of stretch.logs) {
      if (!isAddressEqual(address, inbox)) continue;
      const { eventName, args } = decodeEventLog({ abi: CONTRACT_ABIS.summaryInbox, topics, data });
      if (eventName !== "BatchPosted") continue;
      const { batchHash } = args;
      const sequence = Number(args.sequence);
      const previous = found.at(-1)?.batchHash ?? (stretch.isAnew ? zeroHash : hashBefore(sequence));
      found.push({ sequence, batchHash, txHash, block, ...(await read(txHash, args, previous)) });
    }
    transaction(database, () => {
      if (stretch.isAnew) for (const wipe of wipes) wipe.run();
      for (const posted of found) keep(posted);
      cursor.advance(consortium, stretch);
    });
    if (stretch.isAnew) rereads += 1;
    return true;
  }

  function keep({ sequence, batchHash, batch, sections, txHash, block }: PostedBatch): void {
    insert.run(sequence, batchHash, JSON.stringify(batch), JSON.stringify(sections), txHash, block);
    for (const section of sections) {
      const { sectionHash, nextSlip, nextBlock } = headAfter(section);
      const { chainId, firstSlip, itemCount } = section;
      insertSection.run(chainId, firstSlip, sectionHash, nextSlip, nextBlock, itemCount, sequence);
    }
  }

  async function run(): Promise<void> {
    while (await step());
  }

  return {
    sync() {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
    rereads: () => rereads,
    head(chainId) {
      const row = last.get(chainId);
      if (row === undefined) return { ...EMPTY_SECTIONS, items: 0 };
      return {
        sectionHash: hex(row["section_hash"]),
        nextSlip: integer(row["next_slip"]),
        nextBlock: integer(row["next_block"]),
        items: integer(items.get(chainId)?.["n"]),
      };
    },
    newest() {
      const row = newest.get();
      if (row === undefined) return { sequence: 0, batchHash: zeroHash };
      return { sequence: integer(row["sequence"]), batchHash: hex(row["batch_hash"]) };
    },
    find(sequence) {
      const row = one.get(sequence);
      return row && readPosted(row);
    },
    after: (sequence, limit) => after.all(sequence, limit).map(readPosted),
    sequenceOf(chainId, sectionHash) {
      const row = place.get(chainId, sectionHash);
      return row && integer(row["sequence"]);
    },
    hashesOf: (chainId) => hashes.all(chainId).map((row) => hex(row["section_hash"])),
  };
}

function readPosted(row: Record<string, unknown>): PostedBatch {
  return {
    sequence: integer(row["sequence"]),
    batchHash: hex(row["batch_hash"]),
    batch: summaryBatchSchema.parse(JSON.parse(text(row["batch"]))),
    sections: z.array(summarySectionSchema).parse(JSON.parse(text(row["sections"]))),
    txHash: hex(row["tx_hash"]),
    block: integer(row["block"]),
  };
}

function unreadable(chainId: number, cause?: unknown): UnavailableError {
  return new UnavailableError(
    "SUMMARY_BATCH_UNREADABLE",
    "A batch of summaries was posted by a contract of its own, and nobody who has its file answers.",
    {
      facts: { chainId },
      cause,
      hints: ["Read again by itself; operator: ask the authority for the batch's file."],
    },
  );
}
