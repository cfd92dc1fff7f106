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

export type RecordSummary = z.infer<typeof recordSummaryReply>;
export type PostedSummaries = z.infer<typeof batchesReply>["items"][number];
