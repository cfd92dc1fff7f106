import type { DatabaseSync } from "node:sqlite";
import type { ABIS } from "@medlattice/sdk/abi";
import { type DecodeEventLogReturnType, zeroHash } from "viem";
import { insertInto } from "../../database/insertInto.ts";
import type { EventPlace } from "./projection.ts";

export type RecordEvent = DecodeEventLogReturnType<typeof ABIS.RecordRegistry>;
type RecordState = Extract<RecordEvent, { eventName: "RecordProposed" }>["args"]["state"];

/** Keeps the present state of every record and the account chain of every patient. */
export function projectRecords(database: DatabaseSync) {
  const insert = insertRecord(database);
  const update = database.prepare(
    `UPDATE records SET commitment_proof = :commitmentProof, manifest_hash = :manifestHash, keyword_root = :keywordRoot,
       station_root = :stationRoot, version = :version, sequence = :sequence, status = :status, updated_block = :block
     WHERE chain_id = :chainId AND record_id = :recordId`,
  );
  const confirm = database.prepare(
    `UPDATE records SET confirmed = :time, confirmation_tx = :txHash, patient_signer = :signer, mandate_id = :mandateId,
       height = :height WHERE chain_id = :chainId AND record_id = :recordId`,
  );
  const entry = database.prepare("INSERT INTO account_entries VALUES (?, ?, ?, ?, ?)");

  function setState(state: RecordState, { chainId, block }: EventPlace): void {
    const { recordId, commitmentProof, manifestHash, keywordRoot, stationRoot, version, sequence, status } =
      state;
    const content = { commitmentProof, manifestHash, keywordRoot, stationRoot, version };
    update.run({ chainId, recordId, ...content, sequence, status, block });
  }

  return ({ eventName, args }: RecordEvent, place: EventPlace): void => {
    const { chainId, time, txHash } = place;
    switch (eventName) {
      case "RecordProposed":
        insert(args.state, args.signer, place);
        break;
      case "RecordConfirmed": {
        const { recordId, signer, patient, head } = args;
        const height = Number(args.height);
        const mandateId = args.mandateId === zeroHash ? null : args.mandateId;
        setState(args.state, place);
        confirm.run({ chainId, recordId, time, txHash, signer, mandateId, height });
        entry.run(chainId, patient, height, head, recordId);
        break;
      }
      case "RecordClaimed":
        insert(args.state, args.authorSigner, place);
        break;
      case "ClaimRefuted":
      case "RecordDisputed":
      case "ManifestUpdated":
      case "RecordCorrected":
        setState(args.state, place);
        break;
      default:
        break;
    }
  };
}

function insertRecord(database: DatabaseSync) {
  const insert = insertInto(database, "records", [
    "chain_id",
    "record_id",
    "patient",
    "author",
    "institution",
    "treatment_id",
    "category_tag",
    "commitment",
    "commitment_proof",
    "manifest_hash",
    "keyword_root",
    "station_root",
    "version",
    "sequence",
    "status",
    "position",
    "proposed",
    "proposal_tx",
    "author_signer",
    "updated_block",
  ]);
  return (state: RecordState, signer: string, place: EventPlace): void => {
    insert({
      chain_id: place.chainId,
      record_id: state.recordId,
      patient: state.patient,
      author: state.author,
      institution: state.institution,
      treatment_id: state.treatmentId,
      category_tag: state.categoryTag,
      commitment: state.commitment,
      commitment_proof: state.commitmentProof,
      manifest_hash: state.manifestHash,
      keyword_root: state.keywordRoot,
      station_root: state.stationRoot,
      version: state.version,
      sequence: state.sequence,
      status: state.status,
      position: place.position,
      proposed: place.time,
      proposal_tx: place.txHash,
      author_signer: signer,
      updated_block: place.block,
    });
  };
}
