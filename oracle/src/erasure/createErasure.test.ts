import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { organizationKey } from "./testing/organization.ts";
import { newId, RECORD_STATUS, stateHash } from "@medlattice/sdk/record";
import { pino } from "pino";
import { createJobQueue } from "../outbox/jobQueue.ts";
import { chunks, codeOf, digestOf, newStore } from "../store/testing/stores.ts";
import { createErasure, type ErasureOrderBody } from "./createErasure.ts";
import { CHAIN_ID, eraseOptions, keepVersion, RECORD_ID, sealedFile } from "./testing/erasing.ts";

const INSTITUTION = newId();

/** A station that keeps version 0 of a record which the chain has at version 1. */
async function station() {
  const { store, database } = await newStore();
  const file = Buffer.from(await sealedFile());
  const { cid } = await store.add(chunks(file));
  const options = eraseOptions(database, store);
  keepVersion(options, cid);
  const words = Object.fromEntries(
    ["patient", "author", "treatmentId", "categoryTag", "commitment", "commitmentProof"].map((name) => [
      name,
      newId(),
    ]),
  );
  const state: ErasureOrderBody["state"] = {
    ...(words as Pick<
      ErasureOrderBody["state"],
      "patient" | "author" | "treatmentId" | "categoryTag" | "commitment" | "commitmentProof"
    >),
    recordId: RECORD_ID,
    institution: INSTITUTION,
    manifestHash: newId(),
    keywordRoot: newId(),
    stationRoot: newId(),
    version: 1,
    sequence: 2,
    status: RECORD_STATUS.confirmed,
  };
  const erasure = createErasure({
    ...options,
    ...organizationKey,
    database,
    queries: { record: () => undefined },
    facts: { ask: async () => ({ answer: { stateHash: stateHash(state) } as never, witnesses: [] }) },
    jobs: createJobQueue({ database, logger: pino({ level: "silent" }), nowMs: () => 1_000 }),
    peers: undefined,
    oracleOf: () => undefined,
  });
  const order: ErasureOrderBody = {
    chainId: CHAIN_ID,
    version: 0,
    cid,
    digest: `0x${digestOf(file)}`,
    state,
  };
  return { erasure, order, store, cid };
}

describe("an order to erase", () => {
  it("is obeyed when the chain says that the version is no more", async () => {
    const { erasure, order, store, cid } = await station();
    const receipt = await erasure.obey(INSTITUTION, order);
    assert.deepEqual([receipt.recordId, receipt.version], [RECORD_ID, 0]);
    assert.equal(store.table.find(cid), undefined);
  });

  it("is refused to anybody else, for a present version, and on a state that is not the chain's", async () => {
    const { erasure, order, store, cid } = await station();
    const { state } = order;
    const refused: [string, Promise<unknown>][] = [
      ["another organisation", erasure.obey(newId(), order)],
      ["the present version", erasure.obey(INSTITUTION, { ...order, version: 1 })],
      ["a later version", erasure.obey(INSTITUTION, { ...order, version: 2 })],
      [
        "a made-up state",
        erasure.obey(INSTITUTION, { ...order, version: 1, state: { ...state, version: 2 } }),
      ],
      ["another record", erasure.obey(INSTITUTION, { ...order, state: { ...state, recordId: newId() } })],
    ];
    for (const [what, work] of refused) assert.equal(await codeOf(work), "ERASURE_NOT_PERMITTED", what);
    assert.ok(store.table.find(cid) !== undefined);
  });
});
