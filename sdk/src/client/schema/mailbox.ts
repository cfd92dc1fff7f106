import { z } from "zod";
import { bytes32, hexBytes, queryInteger, unixSeconds } from "./primitives.ts";

export const MAIL_BYTES = 524_288;

export const mailKind = z.enum(["grant-package", "access-request", "notice"]);

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

export type MailKind = z.infer<typeof mailKind>;
export type MailEntry = z.infer<typeof mailEntry>;
export type Mail = z.infer<typeof mailReply>;
export type MailPage = z.infer<typeof mailPageReply>;
