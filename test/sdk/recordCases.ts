import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hex } from "@medlattice/sdk/codec";
import { signMandate, signMandateRevocation } from "@medlattice/sdk/consent";
import {
  appendEntry,
  EMPTY_ACCOUNT,
  evidenceOfProposal,
  newId,
  prepareBatch,
  prepareDispute,
  prepareManifestUpdate,
  proposedState,
  stateHash,
  verifyRecord,
} from "@medlattice/sdk/record";

import { hospital, home, registry, now, later, zero, relay, read, refusal } from "./chainFixture.ts";
import { patient, doctor, write, propose, expected, side, confirmed } from "./recordFixture.ts";

export function recordCases(): void {
  describe("records on chain", () => {
    it("are proposed and confirmed by signatures alone, and every hash is the SDK's", async () => {
      const before = (await read("RecordRegistry", "accountOf", [patient.personId])) as readonly [
        Hex,
        bigint,
      ];
      const { record, prepared, evidence } = await confirmed();
      assert.equal(await read("RecordRegistry", "stateHashOf", [record.recordId]), stateHash(evidence.state));
      const [head, height] = (await read("RecordRegistry", "accountOf", [patient.personId])) as readonly [
        Hex,
        bigint,
      ];
      const { recordId, commitment, institution } = prepared.proposal;
      const start = before[1] === 0n ? EMPTY_ACCOUNT : { head: before[0], height: Number(before[1]) };
      assert.deepEqual(
        { head, height: Number(height) },
        appendEntry(start, { recordId, commitment, institution }),
      );
      const verified = await verifyRecord({ evidence, expected: await expected(recordId) });
      assert.equal(
        await read("IdentityRegistry", "isController", [patient.personId, verified.signers.patient]),
        true,
      );
      assert.equal(
        await read("IdentityRegistry", "isController", [doctor.personId, verified.signers.author]),
        true,
      );
    });

    it("change their manifest, and are disputed, for the state that was signed for only", async () => {
      const { evidence, review, record } = await confirmed();
      const verified = await verifyRecord({ evidence, expected: await expected(record.recordId) });
      const { update, signature } = await prepareManifestUpdate(side, verified, {
        opened: review.opened,
        categoryEpoch: 1,
        recordEpoch: 1,
      });
      await relay("RecordRegistry", "updateManifest", [verified.state, update, signature]);
      const after = {
        ...verified.state,
        manifestHash: update.manifestHash,
        sequence: verified.state.sequence + 1,
      };
      assert.equal(await read("RecordRegistry", "stateHashOf", [record.recordId]), stateHash(after));
      assert.equal(
        await refusal(relay("RecordRegistry", "updateManifest", [after, update, signature])),
        "RecordRegistryWrongSequence",
      );
      const { prepared } = await propose();
      const state = proposedState(prepared.proposal);
      const dispute = await prepareDispute(side, { state }, "wrong arm");
      await relay("RecordRegistry", "dispute", [state, dispute.dispute, dispute.signature]);
    });

    it("come in batches under one signature, agreed to by confirmation or mandate", async () => {
      const treatmentId = newId();
      const [a, b] = [await write(treatmentId), await write(treatmentId)];
      const batch = await prepareBatch(registry, doctor.signer, [a.prepared.proposal, b.prepared.proposal]);
      const speaker = { home, personId: patient.personId, signer: patient.signer };
      const mandate = await signMandate(speaker, {
        treatmentId,
        institution: hospital,
        notBefore: now - 10,
        notAfter: later,
      });
      assert.equal(await read("ConsentRegistry", "mandateIdOf", [mandate.message]), mandate.mandateId);
      const acceptance = {
        byMandate: true,
        signer: mandate.message.signer,
        manifestHash: zero,
        notBefore: mandate.message.notBefore,
        notAfter: mandate.message.notAfter,
        salt: mandate.message.salt,
        signature: mandate.signature,
      };
      const items = [a, b].map(({ prepared }, position) => ({
        proposal: prepared.proposal,
        proof: batch.paths[position],
        acceptance,
      }));
      await relay("RecordRegistry", "registerBatch", [batch.batch, batch.signature, items]);
      const { root, signature } = { root: batch.batch.root, signature: batch.signature };
      const evidence = evidenceOfProposal(a.prepared, { root, path: batch.paths[0] ?? [], signature });
      const { notBefore, notAfter, salt, signer } = mandate.message;
      const agreed = {
        ...evidence,
        state: { ...evidence.state, sequence: 1, status: 2 },
        agreement: {
          kind: "mandate" as const,
          signer,
          notBefore,
          notAfter,
          salt,
          signature: mandate.signature,
        },
      };
      await verifyRecord({ evidence: agreed, expected: await expected(a.record.recordId) });
      const end = await signMandateRevocation(speaker, mandate.mandateId);
      await relay("ConsentRegistry", "revokeMandate", [end.message, end.signature]);
      assert.equal(
        await read("ConsentRegistry", "isMandateRevoked", [patient.personId, mandate.mandateId]),
        true,
      );
    });
  });
}
