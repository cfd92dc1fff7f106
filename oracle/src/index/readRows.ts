import type { GrantEntry, RecordEntry, UsageEntry } from "@medlattice/sdk/client";
import { account, hex, integer, optionalInteger } from "../database/columns.ts";

export type Row = Record<string, unknown>;

/** A row of `records`. */
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
