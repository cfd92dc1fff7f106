import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergeChanges } from "./changes.ts";

const RECORD = `0x${"1".repeat(64)}` as const;
const READ = { recordId: RECORD, version: 0, presentVersion: 1, isErased: false };
const TOLD = {
  recordId: RECORD,
  version: 0,
  presentVersion: 1,
  kind: 1,
  reason: 2,
  words: "It was mended.",
  time: 1_795_000_000,
};

describe("mergeChanges", () => {
  it("finds what the index says was corrected since", () => {
    const [change] = mergeChanges([READ], []);
    assert.deepEqual([change?.version, change?.presentVersion, change?.reason], [0, 1, null]);
  });
  it("lets the patient's words say why", () => {
    const changes = mergeChanges([READ], [TOLD]);
    assert.deepEqual(
      changes.map(({ reason, words }) => [reason, words]),
      [["wrongValue", "It was mended."]],
    );
  });
  it("says nothing of a version that was read since", () => {
    assert.deepEqual(mergeChanges([READ, { ...READ, version: 1 }], [TOLD]), []);
  });
  it("believes the patient where the index does not know the record", () => {
    const [change] = mergeChanges([{ ...READ, presentVersion: null }], [{ ...TOLD, kind: 4 }]);
    assert.equal(change?.isErased, true);
  });
  it("keeps the latest of several corrections", () => {
    const [change] = mergeChanges([READ], [{ ...TOLD, presentVersion: 2, reason: 3 }, TOLD]);
    assert.deepEqual([change?.presentVersion, change?.reason], [2, "wrongTime"]);
  });
});
