export { answerAccess } from "./answer-access.ts";
export { proxyAnswerSchema, type ProxyAnswer } from "./answer-schema.ts";
export { NoCopyError, TooFewProxiesError, type ProxyFailure } from "./collect.ts";
export { matchKey, requireCovered } from "./match-key.ts";
export { openOpenReason, type ReasonedAccess, sealOpenReason } from "./open-reason.ts";
export {
  ledgerDomain,
  openReasonSchema,
  prepareOpen,
  type LedgerAt,
  type OpenReason,
  type PreparedOpen,
} from "./open-request.ts";
export { organizationOpener, personOpener, type CapsuleOpener, type ReencryptedCapsule } from "./openers.ts";
export { readRecord } from "./read-record.ts";
export type { ProxyAt, ReadKnowledge, ReadOptions, ReadResult, ReadTransport } from "./read-types.ts";
export {
  batchReceipts,
  isReceiptInBatch,
  RECEIPT_OUTCOME,
  receiptSchema,
  signReceipt,
  verifyReceipt,
  type PreparedReceiptBatch,
  type Receipt,
} from "./receipts.ts";
