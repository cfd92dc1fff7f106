import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import { newId, RECORD_STATUS } from "@medlattice/sdk/record";
import { zeroHash } from "viem";
import { INDEX_MIGRATION } from "../migration.ts";
import { createIndexQueries } from "../queries.ts";
import { positionOf } from "./projection.ts";
import { LABEL_MIGRATION } from "./corrections.ts";
import { projectRecords, type RecordEvent } from "./records.ts";

const CHAIN_ID = 7101;
const AUTHOR = `0x${"ab".repeat(20)}` as const;
const PATIENT = `0x${"cd".repeat(20)}` as const;

function fixture() {
  const database = new DatabaseSync(":memory:");
  database.exec(INDEX_MIGRATION);
  database.exec(LABEL_MIGRATION);
  const project = projectRecords(database);
  const place = (block: number) => ({
    chainId: CHAIN_ID,
    block,
    time: 1_790_000_000 + block,
    txHash: newId(),
    position: positionOf(block, 0),
  });
  const words = Array.from({ length: 11 }, newId);
  const [recordId, patient, author, institution, treatmentId, categoryTag] = words.map(
    (word) => word ?? zeroHash,
  );
  const [commitment, commitmentProof, manifestHash, keywordRoot, stationRoot] = words.slice(6);
  assert.ok(recordId && patient && author && institution && treatmentId && categoryTag);
  assert.ok(commitment && commitmentProof && manifestHash && keywordRoot && stationRoot);
  const who = { recordId, patient, author };
  const state = {
    ...who,
    institution,
    treatmentId,
    categoryTag,
    commitment,
    commitmentProof,
    manifestHash,
    keywordRoot,
    stationRoot,
    version: 0,
    sequence: 1,
    status: RECORD_STATUS.claimed,
  };
  const claimed: RecordEvent = {
    eventName: "RecordClaimed",
    args: {
      ...who,
      authorSigner: AUTHOR,
      authorManifest: newId(),
      signer: PATIENT,
      r: newId(),
      vs: newId(),
      state,
    },
  };
  project(claimed, place(1));
  const { record, account } = createIndexQueries(database);
  return {
    project,
    place,
    who,
    state,
    record: () => record(CHAIN_ID, recordId),
    account: () => account({ chainId: CHAIN_ID, personId: patient }),
  };
}

describe("records on challenge in the index", () => {
  it("are listed as claimed, with nobody's confirmation and no entry of the account", () => {
    const { state, record, account } = fixture();
    assert.deepEqual(record()?.state, state);
    assert.equal(record()?.proposal.signer, AUTHOR);
    assert.equal(record()?.confirmation, null);
    assert.equal(account().height, 0);
  });

  it("become confirmed, with their place in the account, when the chain has looked", () => {
    const { project, place, who, state, record, account } = fixture();
    const next = { ...state, sequence: 2, status: RECORD_STATUS.confirmed };
    const head = newId();
    project(
      {
        eventName: "RecordConfirmed",
        args: { ...who, signer: PATIENT, mandateId: zeroHash, height: 1n, head, state: next },
      },
      place(2),
    );
    assert.deepEqual(record()?.state, next);
    assert.equal(record()?.confirmation?.signer, PATIENT);
    assert.deepEqual(account(), { chainId: CHAIN_ID, head, height: 1 });
  });

  it("are proposed again when they were refuted", () => {
    const { project, place, who, state, record, account } = fixture();
    const next = { ...state, manifestHash: newId(), sequence: 2, status: RECORD_STATUS.proposed };
    project({ eventName: "ClaimRefuted", args: { ...who, signer: PATIENT, state: next } }, place(2));
    assert.deepEqual(record()?.state, next);
    assert.equal(record()?.confirmation, null);
    assert.equal(account().height, 0);
  });
});
