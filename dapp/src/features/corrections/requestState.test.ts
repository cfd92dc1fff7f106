import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CorrectionSummary } from "../../engine/corrections/describe.ts";
import { stateOf } from "./requestState.ts";

const SENT = 1_795_000_000;
const NONE = { requests: [], answers: [], corrections: [] } as const;

function correction(status: CorrectionSummary["status"], createdAt: number): CorrectionSummary {
  return {
    chainId: 7101,
    correctionHash: `0x${"1".repeat(64)}`,
    recordId: `0x${"2".repeat(64)}`,
    kind: "replace",
    reason: "wrongValue",
    status,
    version: 1,
    createdAt,
    institution: "Riverside Hospital",
    authorName: null,
  };
}

describe("stateOf", () => {
  it("waits while nothing came after it", () => {
    assert.equal(stateOf({ ...NONE, corrections: [correction("landed", SENT - 1)] }, SENT), "waits");
  });
  it("is answered by words", () => {
    assert.equal(
      stateOf({ ...NONE, answers: [{ id: "0x1", words: "No.", at: SENT + 5 }] }, SENT),
      "answered",
    );
  });
  it("is in work while officers look at a correction", () => {
    assert.equal(stateOf({ ...NONE, corrections: [correction("opening", SENT + 5)] }, SENT), "inWork");
  });
  it("is the patient's turn once a correction waits, whatever was said", () => {
    const answers = [{ id: "0x1", words: "I am on it.", at: SENT + 4 }] as const;
    assert.equal(
      stateOf({ ...NONE, answers, corrections: [correction("pending", SENT + 5)] }, SENT),
      "yours",
    );
  });
});
