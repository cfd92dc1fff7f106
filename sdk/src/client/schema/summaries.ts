import { z } from "zod";
import {
  itemPathSchema,
  summaryBatchSchema,
  summaryItemSchema,
  summarySectionSchema,
} from "../../summary/index.ts";
import { bytes32, cid, queryInteger } from "./primitives.ts";

/** What the consortium was told of a record: its items, each with the way to its batch. */
export const recordSummaryReply = z.object({
  items: z.array(
    z.object({
      item: summaryItemSchema,
      path: itemPathSchema,
      /** Of the consortium chain. */
      txHash: bytes32,
      block: z.int(),
    }),
  ),
  /** Items that are not posted yet. */
  waiting: z.int(),
});

export const batchesQuery = z.object({
  /** Sequence of the last batch one has. */
  after: queryInteger.default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
});

export const batchesReply = z.object({
  items: z.array(
    z.object({
      sequence: z.int(),
      batchHash: bytes32,
      batch: summaryBatchSchema,
      sections: z.array(summarySectionSchema),
      /** Of the file with the items. */
      cid,
      txHash: bytes32,
      block: z.int(),
    }),
  ),
});

export const auditsQuery = z.object({
  /** Sequence of the last batch one has. */
  after: queryInteger.default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(20),
  /** Only these: `differs`, something else was posted than the chains hold; `open`, not everything could be compared yet. */
  status: z.enum(["sound", "differs", "open"]).optional(),
});

export const auditsReply = z.object({
  /** Batches in the inbox, and how many of them were found sound, different or are open. */
  batches: z.int(),
  sound: z.int(),
  differs: z.int(),
  open: z.int(),
  problem: z.string().nullable(),
  items: z.array(
    z.object({
      sequence: z.int(),
      batchHash: bytes32,
      status: z.enum(["sound", "differs", "open"]),
      /** The first difference of each section; of the batch where there is no chain. */
      findings: z.array(
        z.object({
          chainId: z.int().nullable(),
          code: z.string(),
          facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
          /** Nothing is proven by it yet: it is tried again. */
          isOpen: z.boolean(),
        }),
      ),
      /** Sections of chains that the auditor does not read. */
      unfollowed: z.int(),
      /** Unix seconds. */
      auditedAt: z.int(),
    }),
  ),
});

export type Audits = z.infer<typeof auditsReply>;
export type RecordSummary = z.infer<typeof recordSummaryReply>;
export type PostedSummaries = z.infer<typeof batchesReply>["items"][number];
