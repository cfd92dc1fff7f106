// For the command line, which builds on this folder and not on the oracle.
export {
  auditNetwork,
  type AuditNetworkOptions,
  type AuditStatus,
  type BatchAudit,
  type Finding,
  type NetworkAudit,
  type PostedBatch,
} from "@medlattice/oracle/audit";
