import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeAbiParameters, keccak256, zeroHash } from "viem";
import { readAllBytes, utf8, type Hex } from "../codec/index.ts";
import { verifyMerkleProof } from "../crypto/merkle/index.ts";
import { contractDomain, proposalLeaf, sign, typed } from "../eip712/index.ts";
import { open } from "../envelope/index.ts";
import {
  capsuleOf,
  openAuthorParts,
  openInstitutionPart,
  releaseInstitutionPart,
} from "../manifest/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { hexBytes } from "../testing/messages.ts";
import { checkProperty } from "../testing/property.ts";
import { confirmed, createWorld, expectationOf, propose, review } from "../testing/world.ts";
import {
  appendEntry,
  confirmedState,
  EMPTY_ACCOUNT,
  evidenceOfProposal,
  newId,
  openPatientPart,
  prepareBatch,
  prepareConfirmation,
  prepareDispute,
  prepareManifestUpdate,
  proposalOf,
  recordEvidenceSchema,
  reviewProposal,
  stateHash,
  verifyAccountChain,
  verifyRecord,
  type RecordEvidence,
} from "./index.ts";

const world = await createWorld();
const stranger: Hex = `0x${"0f".repeat(20)}`;

describe("record state", () => {
  it("hashes as abi.encode of the struct", async () => {
    const { evidence } = await propose(world);
    const { state } = evidence;
    const components = [
      ...[
        "recordId",
        "patient",
        "author",
        "institution",
        "treatmentId",
        "categoryTag",
        "commitment",
        "commitmentProof",
        "manifestHash",
        "keywordRoot",
        "stationRoot",
      ].map((name) => ({ name, type: "bytes32" })),
      { name: "version", type: "uint32" },
      { name: "sequence", type: "uint32" },
      { name: "status", type: "uint8" },
    ];
    assert.equal(stateHash(state), keccak256(encodeAbiParameters([{ type: "tuple", components }], [state])));
  });
});

describe("account chain", () => {
  const entries = fc.array(
    fc.record({ recordId: hexBytes(32), commitment: hexBytes(32), institution: hexBytes(32) }),
    { maxLength: 6 },
  );
  const fold = (list: readonly { recordId: Hex; commitment: Hex; institution: Hex }[]) =>
    list.reduce(appendEntry, EMPTY_ACCOUNT);

  it("is the chain's own formula", () => {
    const entry = { recordId: newId(), commitment: newId(), institution: newId() };
    const words = [
      { type: "bytes32" },
      { type: "bytes32" },
      { type: "bytes32" },
      { type: "bytes32" },
    ] as const;
    const head = keccak256(
      encodeAbiParameters(words, [zeroHash, entry.recordId, entry.commitment, entry.institution]),
    );
    assert.deepEqual(appendEntry(EMPTY_ACCOUNT, entry), { head, height: 1 });
  });
  it("accepts the whole history in order and nothing else", () => {
    checkProperty(
      fc.property(entries, fc.nat(), (list, pick) => {
        verifyAccountChain(list, fold(list));
        const broken = withCode("ACCOUNT_CHAIN_BROKEN");
        if (list.length > 0)
          assert.throws(() => verifyAccountChain(list.toSpliced(pick % list.length, 1), fold(list)), broken);
        assert.throws(
          () =>
            verifyAccountChain(
              [...list, { recordId: newId(), commitment: newId(), institution: newId() }],
              fold(list),
            ),
          broken,
        );
        assert.throws(() => verifyAccountChain(list, { ...fold(list), height: list.length + 1 }), broken);
      }),
    );
  });
});

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

describe("a confirmed record", () => {
  it("verifies, survives JSON, and has the record's capsule and no copy for the author", async () => {
    const record = await confirmed(world);
    const evidence = recordEvidenceSchema.parse(JSON.parse(JSON.stringify(record.evidence)));
    const verified = await verifyRecord({ evidence, expected: record.expected });
    assert.deepEqual(verified.signers, {
      author: world.doctor.account,
      patient: world.patient.account,
      manifest: world.patient.account,
    });
    const manifest = verified.manifest.value;
    assert.equal(manifest.keys.keyVersion, 2);
    assert.equal(manifest.keys.authorSealed, undefined);
    assert.equal(capsuleOf(manifest, 2).sender, world.patient.personId);
    assert.deepEqual(manifest.content, record.prepared.manifest.stored.value.content);
  });

  it("keeps digest and commitment when the patient's keys change", async () => {
    const record = await confirmed(world);
    const verified = await verifyRecord({ evidence: record.evidence, expected: record.expected });
    const { patient, registry } = world;
    const opened = openPatientPart({
      manifest: verified.manifest.value,
      master: patient.master,
      codes: ["laboratory"],
    });
    const side = { registry, signer: patient.signer, master: patient.master };
    const updated = await prepareManifestUpdate(side, verified, { opened, categoryEpoch: 1, recordEpoch: 1 });
    const state = {
      ...verified.state,
      manifestHash: updated.manifest.stored.hash,
      sequence: verified.state.sequence + 1,
    };
    const evidence: RecordEvidence = { ...record.evidence, state, manifest: updated.manifest.signed };
    const again = await verifyRecord({ evidence, expected: expectationOf(world, evidence) });
    assert.deepEqual(again.manifest.value.content, verified.manifest.value.content);
    assert.deepEqual(
      again.manifest.value.keys.capsules.map(({ kind, epoch }) => [kind, epoch]),
      [
        [1, 1],
        [2, 1],
        [3, 0],
      ],
    );
    assert.deepEqual(
      openPatientPart({ manifest: again.manifest.value, master: patient.master, codes: ["laboratory"] }).part,
      opened.part,
    );
  });

  it("may have been agreed to by a treatment mandate", async () => {
    const proposed = await propose(world);
    const { patient, registry, consentRegistry } = world;
    const { treatmentId, institution } = proposed.evidence.state;
    const mandate = {
      patient: patient.personId,
      signer: patient.account,
      treatmentId,
      institution,
      notBefore: 1,
      notAfter: 2,
      salt: newId(),
    };
    const domain = contractDomain({
      contract: "ConsentRegistry",
      chainId: registry.chainId,
      address: consentRegistry,
    });
    const { notBefore, notAfter, salt, signer } = mandate;
    const agreement = {
      kind: "mandate" as const,
      signer,
      notBefore,
      notAfter,
      salt,
      signature: await sign(patient.signer, typed("Mandate", domain, mandate)),
    };
    const state = confirmedState(proposed.evidence.state, proposed.evidence.state.manifestHash);
    const evidence: RecordEvidence = { ...proposed.evidence, state, agreement };
    const expected = expectationOf(world, evidence);
    assert.equal((await verifyRecord({ evidence, expected })).signers.patient, patient.account);
    const stretched: RecordEvidence = { ...evidence, agreement: { ...agreement, notAfter: 3 } };
    await assert.rejects(
      verifyRecord({ evidence: stretched, expected }),
      withCode("SIGNATURE_INVALID", { struct: "Mandate" }),
    );
  });
});

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

describe("statements of the patient", () => {
  it("name the sequence of the state they change, and the dispute hides its reason", async () => {
    const proposed = await propose(world);
    const reviewed = await review(world, proposed);
    const { registry, patient } = world;
    const side = { registry, signer: patient.signer, master: patient.master };
    const { confirmation } = await prepareConfirmation(side, reviewed, reviewed);
    assert.equal(confirmation.sequence, 0);
    const [first, second] = [
      await prepareDispute(side, reviewed, "wrong arm"),
      await prepareDispute(side, reviewed, "wrong arm"),
    ];
    assert.notEqual(first.dispute.reasonHash, second.dispute.reasonHash);
    assert.deepEqual(proposalOf(proposed.evidence), proposed.prepared.proposal);
  });
});

describe("errors of the record", () => {
  it("hold no content, key or record id", async () => {
    const canary = utf8("CANARY-content-77aa");
    const { evidence, expected, record } = await confirmed(world, canary);
    const failure = await verifyRecord({ evidence: { ...evidence, agreement: null }, expected }).catch(
      (error: unknown) => error,
    );
    assert.equal(visibleTextOf(failure).includes("CANARY"), false);
    assert.equal(visibleTextOf(failure).includes(record.recordId.slice(2)), false);
  });
});
