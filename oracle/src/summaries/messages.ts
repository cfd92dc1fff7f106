import { bytes32, chainId, hexBytes } from "@medlattice/sdk/client";
import { contractDomain, typed } from "@medlattice/sdk/eip712";
import {
  BATCH_SLIPS,
  SLIP_ITEMS,
  type SummaryBatch,
  type SummarySection,
  batchMessage,
  sectionMessage,
  summaryItemSchema,
  summarySectionSchema,
} from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { z } from "zod";

/** What an institution has for its next section. */
export const offerBody = z.strictObject({
  chainId,
  /** Where its next section begins, as it reads the consortium chain. */
  firstSlip: z.int().min(0),
  slips: z.int().min(1),
  /** A section is signed already, and can only be handed in whole. */
  isFormed: z.boolean(),
});

export const offerReply = z.strictObject({
  /** Slips that may be handed in now. */
  take: z.int().min(0).max(BATCH_SLIPS),
  /** Where the next section begins, as the authority reads the consortium chain. */
  firstSlip: z.int().min(0),
  /** The section that was taken in and is not posted yet. */
  waiting: bytes32.nullable(),
});

export const sectionBody = z.strictObject({
  section: summarySectionSchema,
  /** By the institution's oracle. */
  signature: hexBytes(65),
  items: z
    .array(summaryItemSchema)
    .min(1)
    .max(BATCH_SLIPS * SLIP_ITEMS),
});

/** Which of its posted sections an institution has lost. */
export const keptBody = z.strictObject({ chainId, sectionHash: bytes32 });

/** Which batch's file; whoever asks has the digest from the consortium chain. */
export const fileBody = z.strictObject({ batchHash: bytes32, dataDigest: bytes32 });

export const sectionReply = z.strictObject({ status: z.enum(["accepted", "posted"]) });

export type OfferBody = z.infer<typeof offerBody>;
export type OfferReply = z.infer<typeof offerReply>;
export type SectionBody = z.infer<typeof sectionBody>;
export type KeptBody = z.infer<typeof keptBody>;
export type FileBody = z.infer<typeof fileBody>;
export type SectionReply = z.infer<typeof sectionReply>;

/** Where sections and batches are signed for. */
export interface InboxAt {
  readonly chainId: number;
  readonly inbox: Hex;
}

export function typedSection(at: InboxAt, section: SummarySection) {
  return typed("SummarySection", domainOf(at), sectionMessage(section));
}

export function typedBatch(at: InboxAt, batch: SummaryBatch) {
  return typed("SummaryBatch", domainOf(at), batchMessage(batch));
}

function domainOf({ chainId: id, inbox }: InboxAt) {
  return contractDomain({ contract: "SummaryInbox", chainId: id, address: inbox });
}
