import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeFunctionData } from "viem";
import { recordRegistryAbi } from "@medlattice/sdk/abi";
import { recordCalls } from "@medlattice/sdk/chain";
import { proposalLeaf } from "@medlattice/sdk/eip712";
import {
  claimCheckOf,
  claimedState,
  confirmedState,
  evidenceOfProposal,
  fullSignature,
  prepareClaims,
  prepareConfirmation,
  RECORD_STATUS,
  stateHash,
  verifyRecord,
  type PreparedClaims,
  type RecordEvidence,
} from "@medlattice/sdk/record";
import { decodeAgreement, decodeOrigin } from "../../oracle/src/evidence/decodeEvidence.ts";
import { hospital, read, refusal, registry, relay } from "./chainFixture.ts";
import { doctor, expected, reviewed, side, write } from "./recordFixture.ts";

/** Three records that the patient has confirmed, in one batch; nothing is sent yet. */
async function claims() {
  const written = await Promise.all([write(), write(), write()]);
  const confirmed = await Promise.all(
    written.map(async (one) => {
      const evidence = evidenceOfProposal(one.prepared);
      const review = await reviewed(one, evidence, stateHash(evidence.state));
      return { one, agreed: await prepareConfirmation(side, review, { opened: review.opened }) };
    }),
  );
  const records = confirmed.map(({ one, agreed }) => ({
    proposal: one.prepared.proposal,
    confirmation: agreed.confirmation,
    signature: agreed.signature,
  }));
  return { confirmed, records, prepared: await prepareClaims(registry, doctor.signer, records) };
}

function evidenceOf(
  { confirmed, records }: Awaited<ReturnType<typeof claims>>,
  { batch, signature, items, paths }: PreparedClaims,
  index: number,
): RecordEvidence {
  const [made, record, item] = [confirmed[index], records[index], items[index]];
  assert.ok(made !== undefined && record !== undefined && item !== undefined);
  const { root } = batch;
  const path = paths[index] ?? [];
  const { signer, manifestHash, sequence } = record.confirmation;
  return {
    ...evidenceOfProposal(made.one.prepared, { root, path, signature }),
    state: claimedState(record.proposal, manifestHash),
    manifest: made.agreed.manifest.signed,
    agreement: { kind: "confirmation", signer, manifestHash, sequence, signature: fullSignature(item) },
  };
}

const send = (prepared: PreparedClaims) =>
  relay("RecordRegistry", "registerOnChallenge", [prepared.batch, prepared.signature, prepared.items]);
const check = (evidence: RecordEvidence) =>
  relay("RecordRegistry", "checkClaims", [[claimCheckOf(evidence)]]);
const hashOnChain = (evidence: RecordEvidence) =>
  read("RecordRegistry", "stateHashOf", [evidence.state.recordId]);

export function claimCases(): void {
  describe("records on challenge", () => {
    it("are registered in one call, verified by readers, and confirmed when anyone has the chain look", async () => {
      const made = await claims();
      await send(made.prepared);
      for (const index of [0, 1, 2]) {
        const evidence = evidenceOf(made, made.prepared, index);
        assert.equal(await hashOnChain(evidence), stateHash(evidence.state));
        await verifyRecord({ evidence, expected: await expected(evidence.state.recordId) });
        await check(evidence);
        const after = { ...evidence, state: confirmedState(evidence.state, evidence.state.manifestHash) };
        assert.equal(await hashOnChain(evidence), stateHash(after.state));
        await verifyRecord({ evidence: after, expected: await expected(evidence.state.recordId) });
        assert.equal(await refusal(check(evidence)), "RecordRegistryStaleState");
      }
    });

    it("fall back to proposed when the patient never signed, and no reader takes them before", async () => {
      const made = await claims();
      const records = made.records.map((record, index) =>
        index === 1 ? { ...record, signature: made.records[0]?.signature ?? "0x" } : record,
      );
      const prepared = await prepareClaims(registry, doctor.signer, records);
      await send(prepared);
      const evidence = evidenceOf({ ...made, records }, prepared, 1);
      await assert.rejects(verifyRecord({ evidence, expected: await expected(evidence.state.recordId) }), {
        code: "SIGNATURE_INVALID",
      });
      await check(evidence);
      const { manifestHash } = evidence.origin;
      const refuted = { ...evidence.state, manifestHash, sequence: 2, status: RECORD_STATUS.proposed };
      assert.equal(await hashOnChain(evidence), stateHash(refuted));
    });

    it("are not proven by another signature than the claimed one, although the patient made it", async () => {
      const made = await claims();
      const evidence = evidenceOf(made, made.prepared, 0);
      assert.ok(evidence.agreement?.kind === "confirmation");
      await send(made.prepared);
      const want = await expected(evidence.state.recordId);
      const changed = { ...evidence, agreement: { ...evidence.agreement, sequence: 1 } };
      await assert.rejects(verifyRecord({ evidence: changed, expected: want }), {
        code: "RECORD_NOT_CONFIRMED",
      });
    });

    it("can be put together again from the calls alone", async () => {
      const made = await claims();
      const { data } = recordCalls.registerOnChallenge(registry.address, made.prepared);
      for (const index of [0, 1, 2]) {
        const { origin, authorship, agreement, state } = evidenceOf(made, made.prepared, index);
        assert.deepEqual(decodeOrigin(data, state.recordId, hospital), { origin, authorship });
        assert.deepEqual(decodeAgreement(data, state.recordId), agreement);
        const settled = recordCalls.checkClaims(registry.address, [
          claimCheckOf(evidenceOf(made, made.prepared, index)),
        ]);
        assert.deepEqual(decodeAgreement(settled.data, state.recordId), agreement);
        assert.equal(
          decodeFunctionData({ abi: recordRegistryAbi, data: settled.data }).functionName,
          "checkClaims",
        );
      }
    });

    it("need one author, signer and institution, and the confirmation of each proposal", async () => {
      const { records } = await claims();
      const [first, second] = records;
      assert.ok(first !== undefined && second !== undefined);
      const refused = [
        [],
        [{ ...first, confirmation: second.confirmation }],
        [{ ...first, confirmation: { ...first.confirmation, sequence: 1 } }],
        [first, { ...second, proposal: { ...second.proposal, institution: proposalLeaf(second.proposal) } }],
        [first, { ...second, proposal: { ...second.proposal, author: proposalLeaf(second.proposal) } }],
      ];
      for (const batch of refused) {
        await assert.rejects(prepareClaims(registry, doctor.signer, batch), { code: "BATCH_INVALID" });
      }
      await assert.rejects(prepareClaims(registry, doctor.signer, [{ ...first, signature: "0x1234" }]), {
        code: "CLAIM_INVALID",
      });
    });
  });
}
