import { z } from "zod";
import { bytes32, hexBytes, queryInteger, unixSeconds } from "./primitives.ts";

export const MAIL_BYTES = 524_288;

export const mailKind = z.enum([
  "grant-package",
  "access-request",
  "open-reason",
  "custody-share",
  "notice",
  "correction",
  "redacted-copy",
]);

export const mailBody = z.strictObject({
  /** Random, chosen by the sender, so that a repeated message arrives once. */
  messageId: bytes32,
  kind: mailKind,
  sealed: hexBytes(MAIL_BYTES),
});

export const mailEntry = z.object({
  messageId: bytes32,
  kind: mailKind,
  sizeBytes: z.int(),
  receivedAt: unixSeconds,
});

export const mailReply = mailEntry.extend({ sealed: hexBytes(MAIL_BYTES) });
export const mailQuery = z.strictObject({
  kind: mailKind.optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
  cursor: queryInteger.optional(),
});
export const mailPageReply = z.object({ items: z.array(mailEntry), next: z.int().nullable() });

/** `stored` with the reader's oracle, or `queued` at the sender's until that one can be reached. */
export const sentReply = z.object({ delivery: z.enum(["stored", "queued"]) });

/** A message on its way between two oracles. */
export const peerMailBody = z.strictObject({
  chainId: z.int().positive(),
  recipient: bytes32,
  mail: mailBody,
});

export type SentMail = z.infer<typeof sentReply>;
export type NewMail = z.infer<typeof mailBody>;
export type MailKind = z.infer<typeof mailKind>;
export type MailEntry = z.infer<typeof mailEntry>;
export type Mail = z.infer<typeof mailReply>;
export type MailPage = z.infer<typeof mailPageReply>;
