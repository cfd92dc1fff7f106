import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  hexOf,
  parseStoredJson,
  storeJson,
  timestampSchema,
} from "../codec/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { recordEvidenceSchema } from "../record/index.ts";
import { itemPathSchema, summaryItemSchema } from "../summary/index.ts";

const keptItemSchema = z.strictObject({ item: summaryItemSchema, path: itemPathSchema });

const keptRecordSchema = z.strictObject({
  /** State, manifest, both signatures. */
  evidence: recordEvidenceSchema,
  /** Of the institution, x ‖ y, when this was kept. */
  chameleonKey: hexOf(64),
  /** What the consortium was told of it, oldest first; empty until then. */
  items: z.array(keptItemSchema).max(256),
});

/**
 * What a lightweight client keeps (systems.md M12): for each of a person's own records on one chain the evidence and the way to the inbox,
 * and the roots as nodes told them. Pseudonyms and hashes, nothing of any content.
 */
export const keptRecordsSchema = z.strictObject({
  format: z.literal("medlattice/own-records/v1"),
  chainId: chainIdSchema,
  patient: bytes32Schema,
  institution: bytes32Schema,
  keptAt: timestampSchema,
  records: z.array(keptRecordSchema).max(100_000),
  /** Of the batches that the paths lead to. */
  roots: z.array(z.strictObject({ sequence: z.int().min(1), batchHash: bytes32Schema })).max(1_000_000),
});

export type KeptRecord = z.infer<typeof keptRecordSchema>;
export type KeptItem = z.infer<typeof keptItemSchema>;
export type KeptRecords = z.infer<typeof keptRecordsSchema>;

const MOST_BYTES = 512 << 20;

/** @throws InvalidInputError `KEPT_RECORDS_UNREADABLE` with facts.reason */
export function readKeptRecords(bytes: Uint8Array): KeptRecords {
  try {
    return parseStoredJson(keptRecordsSchema, bytes, MOST_BYTES).value;
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    const field = cause.facts["field"];
    throw new InvalidInputError(
      "KEPT_RECORDS_UNREADABLE",
      "This file does not hold somebody's own records.",
      {
        facts: { reason: cause.code, ...(field === undefined || field === "" ? {} : { field }) },
        hints: ["Take the newest copy, or keep them anew: npx medlattice record keep"],
        cause,
      },
    );
  }
}

export function writeKeptRecords(kept: KeptRecords): Uint8Array {
  return storeJson(keptRecordsSchema, kept, MOST_BYTES).bytes;
}
