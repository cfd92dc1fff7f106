import type { GrantEntry, LabelEntry, RecordEntry, UsageEntry } from "@medlattice/sdk/client";
import { account, hex, integer, optionalInteger } from "../database/columns.ts";

export type Row = Record<string, unknown>;

/** `RecordRegistry.Status.Erased`. */
const ERASED = 4;

/** A row of `record_entries`. */
export function readRecord(row: Row): RecordEntry {
  const confirmed = optionalInteger(row["confirmed"]);
  return {
    chainId: integer(row["chain_id"]),
    state: {
      recordId: hex(row["record_id"]),
      patient: hex(row["patient"]),
      author: hex(row["author"]),
      institution: hex(row["institution"]),
      treatmentId: hex(row["treatment_id"]),
      categoryTag: hex(row["category_tag"]),
      commitment: hex(row["commitment"]),
      commitmentProof: hex(row["commitment_proof"]),
      manifestHash: hex(row["manifest_hash"]),
      keywordRoot: hex(row["keyword_root"]),
      stationRoot: hex(row["station_root"]),
      version: integer(row["version"]),
      sequence: integer(row["sequence"]),
      status: integer(row["status"]),
    },
    proposal: {
      time: integer(row["proposed"]),
      txHash: hex(row["proposal_tx"]),
      signer: account(row["author_signer"]),
    },
    confirmation:
      confirmed === undefined
        ? null
        : {
            time: confirmed,
            txHash: hex(row["confirmation_tx"]),
            signer: account(row["patient_signer"]),
            mandateId: row["mandate_id"] === null ? null : hex(row["mandate_id"]),
            height: integer(row["height"]),
          },
    label: row["label_version"] === null ? null : readLabel(row),
    isRefuted: row["refuted_version"] !== null,
  };
}

/** A row of `labels`, or the label in a row of `record_entries`. */
export function readLabel(row: Row): LabelEntry {
  return {
    recordId: hex(row["label_record"] ?? row["record_id"]),
    version: integer(row["label_version"]),
    kind: integer(row["label_kind"]),
    reason: integer(row["label_reason"]),
    author: hex(row["label_author"]),
    time: integer(row["label_time"]),
    block: integer(row["label_block"]),
    txHash: hex(row["label_tx"]),
    index: integer(row["label_index"]),
    leaf: hex(row["label_leaf"]),
    root: hex(row["label_root"]),
  };
}

/** A row of `accesses` with the treatment of its record. */
export function readUsage(row: Row): UsageEntry {
  return {
    chainId: integer(row["chain_id"]),
    accessId: hex(row["access_id"]),
    grantId: hex(row["grant_id"]),
    grantor: hex(row["grantor"]),
    reader: hex(row["reader"]),
    recordId: hex(row["record_id"]),
    version: integer(row["version"]),
    treatmentId: row["treatment_id"] === null ? null : hex(row["treatment_id"]),
    time: integer(row["time"]),
    block: integer(row["block"]),
    txHash: hex(row["tx_hash"]),
    requestHash: hex(row["request_hash"]),
    use: integer(row["use"]),
    foreign: integer(row["is_foreign"]) === 1,
    presentVersion: optionalInteger(row["present_version"]) ?? null,
    isErased: row["present_status"] === ERASED,
  };
}

/** A row of `grants`. */
export function readGrant(row: Row): GrantEntry {
  return {
    chainId: integer(row["chain_id"]),
    grantId: hex(row["grant_id"]),
    grantor: hex(row["grantor"]),
    registered: optionalInteger(row["registered"]) ?? null,
    notBefore: optionalInteger(row["not_before"]) ?? null,
    notAfter: optionalInteger(row["not_after"]) ?? null,
    maxUses: optionalInteger(row["max_uses"]) ?? null,
    used: integer(row["used"]),
    revoked: optionalInteger(row["revoked"]) ?? null,
  };
}
