import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAllBytes, utf8 } from "../codec/index.ts";
import { verifyMerkleProof } from "../crypto/merkle/index.ts";
import { proposalLeaf } from "../eip712/index.ts";
import { open } from "../envelope/index.ts";
import { openAuthorParts, openInstitutionPart, releaseInstitutionPart } from "../manifest/index.ts";
import { withCode } from "../testing/errors.ts";
import { createWorld, propose, review } from "../testing/world.ts";
import { evidenceOfProposal, newId, prepareBatch, reviewProposal, verifyRecord } from "./index.ts";

const world = await createWorld();

describe("a proposal", () => {
  it("is read by the patient byte for byte, after everything was verified (M8)", async () => {
    const content = utf8(
      '{ "resourceType" : "Observation", "valueQuantity":{"value": 1.50, "unit":"µmol/L"} }\n',
    );
    const reviewed = await review(world, await propose(world, content));
    assert.deepEqual(reviewed.content, content);
    assert.deepEqual(reviewed.warnings, []);
    assert.deepEqual(reviewed.signers, {
      author: world.doctor.account,
      patient: null,
      manifest: world.doctor.account,
    });
  });

  it("is read by its author until it is confirmed", async () => {
    const proposed = await propose(world);
    const { authorSealed } = proposed.prepared.manifest.stored.value.keys;
    const parts = await openAuthorParts({
      sealed: authorSealed ?? "0x",
      identity: world.doctor.sealing.identity,
      record: proposed.record,
    });
    const sealed = world.store.get(proposed.record.recordId) ?? new Uint8Array();
    assert.deepEqual(
      await readAllBytes(await open({ sealed, record: proposed.record, parts }), 10_000),
      proposed.content,
    );
    await assert.rejects(
      openAuthorParts({
        sealed: authorSealed ?? "0x",
        identity: world.patient.sealing.identity,
        record: proposed.record,
      }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });

  it("is not opened by the patient with a part of his own, nor with that of another record (S3)", async () => {
    const [a, b] = [await propose(world), await propose(world)];
    const { patient, store } = world;
    const options = {
      expected: a.expected,
      evidence: a.evidence,
      master: patient.master,
      context: { categories: patient.categories },
    };
    const sealed = store.get(a.record.recordId) ?? new Uint8Array();
    await assert.rejects(
      reviewProposal({ ...options, sealed, institutionPart: new Uint8Array(32) }),
      withCode("ENVELOPE_PARTS_REFUSED"),
    );
    const foreign = store.get(b.record.recordId) ?? new Uint8Array();
    await assert.rejects(
      reviewProposal({ ...options, sealed: foreign, institutionPart: new Uint8Array(32) }),
      withCode("ENVELOPE_WRONG_RECORD", { member: "recordId" }),
    );
  });

  it("of a category that is not the patient's is refused by name", async () => {
    const proposed = await propose(world);
    const { master } = world.patient;
    await assert.rejects(
      reviewProposal({
        evidence: proposed.evidence,
        expected: proposed.expected,
        sealed: new Uint8Array(),
        master,
        institutionPart: new Uint8Array(32),
        context: { categories: [{ code: "imaging", epoch: 0 }] },
      }),
      withCode("CATEGORY_UNKNOWN"),
    );
  });

  it("comes with warnings about what is not wrong but odd", async () => {
    const proposed = await propose(world);
    const scalar = {
      manifest: proposed.prepared.manifest.stored.value,
      scalar: proposed.scalar,
      recipient: world.patient.sealing.recipient,
    };
    const institutionPart = await openInstitutionPart({
      sealed: await releaseInstitutionPart(scalar),
      identity: world.patient.sealing.identity,
      record: proposed.record,
    });
    const reviewed = await reviewProposal({
      evidence: proposed.evidence,
      expected: proposed.expected,
      sealed: world.store.get(proposed.record.recordId) ?? new Uint8Array(),
      master: world.patient.master,
      institutionPart,
      context: {
        categories: [{ code: "laboratory", epoch: 3 }],
        treatments: [newId()],
        isAuthorInGoodStanding: async () => false,
      },
    });
    assert.deepEqual(
      reviewed.warnings.map(({ code }) => code),
      ["UNKNOWN_TREATMENT", "OLD_CATEGORY_KEY", "UNKNOWN_AUTHOR_CONTROLLER"],
    );
  });

  it("may be one of a batch under one signature, and is verified by its path", async () => {
    const [a, b, c] = [await propose(world), await propose(world), await propose(world)];
    const batch = await prepareBatch(
      world.registry,
      world.doctor.signer,
      [a, b, c].map(({ prepared }) => prepared.proposal),
    );
    for (const [position, { prepared, expected }] of [a, b, c].entries()) {
      const path = batch.paths[position] ?? [];
      assert.ok(
        verifyMerkleProof({ root: batch.batch.root, leaf: proposalLeaf(prepared.proposal), proof: path }),
      );
      const evidence = evidenceOfProposal(prepared, {
        root: batch.batch.root,
        path,
        signature: batch.signature,
      });
      await verifyRecord({ evidence, expected: { ...expected, allowProposed: true } });
      const moved = evidenceOfProposal(prepared, {
        root: batch.batch.root,
        path: batch.paths[(position + 1) % 3] ?? [],
        signature: batch.signature,
      });
      await assert.rejects(
        verifyRecord({ evidence: moved, expected: { ...expected, allowProposed: true } }),
        withCode("RECORD_AUTHORSHIP_INVALID"),
      );
    }
    await assert.rejects(prepareBatch(world.registry, world.doctor.signer, []), withCode("BATCH_INVALID"));
    await assert.rejects(
      prepareBatch(world.registry, world.patient.signer, [a.prepared.proposal]),
      withCode("BATCH_INVALID"),
    );
  });
});
