import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { zeroHash } from "viem";
import type { Hex } from "../codec/index.ts";
import { withCode } from "../testing/errors.ts";
import { confirmed, createWorld, expectationOf, propose } from "../testing/world.ts";
import { newId, verifyRecord, type RecordEvidence } from "./index.ts";

const world = await createWorld();
const stranger: Hex = `0x${"0f".repeat(20)}`;

describe("verifyRecord refuses", () => {
  it("a state that is not the chain's, another record, and another version", async () => {
    const { evidence, expected } = await confirmed(world);
    const verify = (changed: RecordEvidence, wanted = expected) =>
      verifyRecord({ evidence: changed, expected: wanted });
    await assert.rejects(
      verify({ ...evidence, state: { ...evidence.state, sequence: 5 } }),
      withCode("RECORD_STATE_MISMATCH"),
    );
    await assert.rejects(
      verify(evidence, { ...expected, stateHash: zeroHash }),
      withCode("RECORD_STATE_MISMATCH"),
    );
    await assert.rejects(
      verify(evidence, { ...expected, recordId: newId() }),
      withCode("RECORD_MISMATCH", { member: "recordId" }),
    );
    await assert.rejects(
      verify(evidence, { ...expected, version: 1 }),
      withCode("RECORD_MISMATCH", { member: "version" }),
    );
  });

  it("a proposal, a dispute and an erased record, unless the patient reviews", async () => {
    const { evidence, expected } = await propose(world);
    await assert.rejects(
      verifyRecord({ evidence, expected }),
      withCode("RECORD_NOT_CONFIRMED", { status: 1 }),
    );
    const withStatus = (status: number): RecordEvidence => ({
      ...evidence,
      state: { ...evidence.state, status },
    });
    await assert.rejects(
      verifyRecord({ evidence: withStatus(3), expected: expectationOf(world, withStatus(3)) }),
      withCode("RECORD_NOT_CONFIRMED"),
    );
    await assert.rejects(
      verifyRecord({ evidence: withStatus(2), expected: expectationOf(world, withStatus(2)) }),
      withCode("RECORD_NOT_CONFIRMED"),
    );
    await assert.rejects(
      verifyRecord({
        evidence: withStatus(4),
        expected: { ...expectationOf(world, withStatus(4)), allowProposed: true },
      }),
      withCode("RECORD_ERASED"),
    );
  });

  it("a missing or wrong signature of author or patient, by the struct's name", async () => {
    const { evidence, expected } = await confirmed(world);
    const { agreement } = evidence;
    assert.ok(agreement?.kind === "confirmation");
    await assert.rejects(
      verifyRecord({ evidence: { ...evidence, origin: { ...evidence.origin, signer: stranger } }, expected }),
      withCode("SIGNATURE_INVALID", { struct: "Proposal" }),
    );
    await assert.rejects(
      verifyRecord({ evidence: { ...evidence, agreement: { ...agreement, sequence: 1 } }, expected }),
      withCode("SIGNATURE_INVALID", { struct: "Confirmation" }),
    );
    await assert.rejects(
      verifyRecord({
        evidence: { ...evidence, manifest: { ...evidence.manifest, signer: stranger } },
        expected,
      }),
      withCode("SIGNATURE_INVALID", { struct: "Manifest" }),
    );
    await assert.rejects(
      verifyRecord({ evidence: { ...evidence, agreement: null }, expected }),
      withCode("RECORD_NOT_CONFIRMED"),
    );
  });

  it("the author's old manifest in place of the confirmed one", async () => {
    const { evidence, expected, prepared } = await confirmed(world);
    await assert.rejects(
      verifyRecord({ evidence: { ...evidence, manifest: prepared.manifest.signed }, expected }),
      withCode("MANIFEST_MISMATCH", { member: "manifestHash" }),
    );
  });
});
