export { auditNetwork, type AuditNetworkOptions, type NetworkAudit } from "./auditNetwork.ts";
export type { AuditStatus, BatchAudit, Finding } from "./finding.ts";
export type { PostedBatch } from "../summaries/postedBatches.ts";
