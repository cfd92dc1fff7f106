import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";

/** What does not hold, or could not be looked at: codes, chain ids and places only. */
export interface Finding {
  /** The private chain it is about; null where it is about the batch. */
  readonly chainId: number | null;
  /** Those of `checkSection`, `readBatchData` and `SUMMARY_NODES_DISAGREE`; `AUDIT_DATA_MISSING`, `AUDIT_CHAIN_FOREIGN`, `AUDIT_SECTION_GAP`. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** Nothing was proven by it: it is tried again. */
  readonly isOpen: boolean;
}

/** `differs`: something else was posted than the chains hold. `open`: not everything could be compared yet. */
export type AuditStatus = "sound" | "differs" | "open";

export interface BatchAudit {
  readonly sequence: number;
  readonly batchHash: Hex;
  readonly status: AuditStatus;
  /** The first difference of each section. */
  readonly findings: readonly Finding[];
  /** Sections of chains that the auditor has no node of: their data is there, and nothing more is known of them. */
  readonly unfollowed: number;
}

/** What a failure says: a difference is one for good, anything else may pass. */
export function findingOf(error: unknown, chainId: number | null): Finding {
  if (!(error instanceof MedLatticeError)) throw error;
  const { code, facts } = error;
  return { chainId, code, facts, isOpen: !(error instanceof VerificationError) };
}

export function statusOf(findings: readonly Finding[]): AuditStatus {
  if (findings.some(({ isOpen }) => !isOpen)) return "differs";
  return findings.length > 0 ? "open" : "sound";
}
