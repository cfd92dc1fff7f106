import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import { correctionHashOf } from "@medlattice/sdk/eip712";
import type { DecodeEventLogReturnType, Hex } from "viem";
import { insertInto } from "../../database/insertInto.ts";
import type { EventPlace } from "./projection.ts";

export type CorrectionEvent = DecodeEventLogReturnType<typeof ABIS.RecordCorrection>;

/**
 * The log of labels, and the openings that were refuted on chain. A view shows each record with the label of its present version, for
 * every list of records does.
 */
export const LABEL_MIGRATION = `
CREATE TABLE labels (
  chain_id INTEGER NOT NULL, label_record TEXT NOT NULL, label_version INTEGER NOT NULL, label_kind INTEGER NOT NULL,
  label_reason INTEGER NOT NULL, label_author TEXT NOT NULL, label_signer TEXT NOT NULL, label_hash TEXT NOT NULL,
  label_index INTEGER NOT NULL, label_leaf TEXT NOT NULL, label_root TEXT NOT NULL, label_time INTEGER NOT NULL,
  label_block INTEGER NOT NULL, label_tx TEXT NOT NULL, PRIMARY KEY (chain_id, label_record, label_version)
) WITHOUT ROWID;
CREATE TABLE refuted_openings (
  chain_id INTEGER NOT NULL, refuted_record TEXT NOT NULL, refuted_version INTEGER NOT NULL,
  PRIMARY KEY (chain_id, refuted_record, refuted_version)
) WITHOUT ROWID;
CREATE VIEW record_entries AS
  SELECT r.*, l.label_version, l.label_kind, l.label_reason, l.label_author, l.label_index, l.label_leaf, l.label_root, l.label_time,
    l.label_block, l.label_tx, f.refuted_version
  FROM records r
  LEFT JOIN labels l ON l.chain_id = r.chain_id AND l.label_record = r.record_id AND l.label_version = r.version
  LEFT JOIN refuted_openings f ON f.chain_id = r.chain_id AND f.refuted_record = r.record_id AND f.refuted_version = r.version`;

/** Keeps the labels of corrected records; what a correction makes of the record's state, the registry tells itself. */
export function projectCorrections(database: DatabaseSync) {
  const label = insertInto(database, "labels", [
    "chain_id",
    "label_record",
    "label_version",
    "label_kind",
    "label_reason",
    "label_author",
    "label_signer",
    "label_hash",
    "label_index",
    "label_leaf",
    "label_root",
    "label_time",
    "label_block",
    "label_tx",
  ]);
  const refute = database.prepare("INSERT OR IGNORE INTO refuted_openings VALUES (?, ?, ?)");

  return ({ eventName, args }: CorrectionEvent, place: EventPlace): void => {
    switch (eventName) {
      case "RecordLabelled": {
        const { correction } = args;
        label({
          chain_id: place.chainId,
          label_record: args.recordId,
          label_version: correction.version,
          label_kind: correction.kind,
          label_reason: correction.reason,
          label_author: args.author,
          label_signer: correction.signer,
          label_hash: correctionHashOf({ ...correction, signer: lower(correction.signer) }),
          label_index: Number(args.index),
          label_leaf: args.leaf,
          label_root: args.root,
          label_time: place.time,
          label_block: place.block,
          label_tx: place.txHash,
        });
        break;
      }
      case "OpeningRefuted":
        refute.run(place.chainId, args.recordId, args.version);
        break;
      default:
        break;
    }
  };
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
