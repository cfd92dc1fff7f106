import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { type Hex, toHex, utf8 } from "../codec/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { BATCH_SECTIONS, batchHashOf, makeBatch, type SummaryBatch } from "./batch.ts";
import { type SummaryItem, summaryItemSchema } from "./item.ts";
import { requireItemsOf, type SummarySection, summarySectionSchema } from "./section.ts";
import { BATCH_SLIPS, SLIP_ITEMS } from "./slips.ts";

/** A section with its items, as a batch's file has it. */
export interface SectionItems {
  readonly section: SummarySection;
  readonly items: readonly SummaryItem[];
}

const dataSchema = z.strictObject({
  format: z.literal("medlattice/summary-data/v1"),
  sequence: z.int().min(1),
  sections: z
    .array(
      z.strictObject({
        section: summarySectionSchema,
        items: z
          .array(summaryItemSchema)
          .min(1)
          .max(BATCH_SLIPS * SLIP_ITEMS),
      }),
    )
    .min(1)
    .max(BATCH_SECTIONS),
});

/** The file with a batch's items: at most one UnixFS block, so that its CID is the digest in other words. */
export interface BatchData {
  readonly bytes: Uint8Array;
  /** SHA-256. */
  readonly digest: Hex;
}

/**
 * Writes the file of a batch. The same sections give the same bytes.
 * @param sections by ascending institution, as they are posted
 */
export function buildBatchData(sequence: number, sections: readonly SectionItems[]): BatchData {
  const bytes = utf8(JSON.stringify({ format: "medlattice/summary-data/v1", sequence, sections }));
  return { bytes, digest: toHex(sha256(bytes)) };
}

/**
 * Reads the file of a batch and checks that it is the one that was posted: every item of every section, and nothing else.
 * @throws VerificationError `SUMMARY_DATA_ALTERED`, `SUMMARY_ITEMS_MISMATCH`; InvalidInputError `SUMMARY_DATA_MALFORMED`
 */
export function readBatchData(batch: SummaryBatch, bytes: Uint8Array): readonly SectionItems[] {
  if (toHex(sha256(bytes)) !== batch.dataDigest) throw altered("digest");
  const { sequence, sections: parts } = parse(bytes);
  if (sequence !== batch.sequence) throw altered("sequence");
  const { previous: batchHash, dataDigest, authority } = batch;
  const head = { sequence: batch.sequence - 1, batchHash };
  const sections = parts.map(({ section }) => section);
  if (batchHashOf(makeBatch({ head, sections, dataDigest, authority }).batch) !== batchHashOf(batch)) {
    throw altered("sections");
  }
  for (const { section, items } of parts) requireItemsOf(section, items);
  return parts;
}

function parse(bytes: Uint8Array): z.infer<typeof dataSchema> {
  try {
    return dataSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new InvalidInputError(
      "SUMMARY_DATA_MALFORMED",
      "The file of a batch does not have the agreed form.",
      {
        cause,
      },
    );
  }
}

function altered(member: string): VerificationError {
  return new VerificationError(
    "SUMMARY_DATA_ALTERED",
    "The file is not the one that its batch was posted with.",
    {
      facts: { member },
      hints: ["Fetch it again, or from another provider."],
    },
  );
}
