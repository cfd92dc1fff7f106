import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "../codec/index.ts";
import { contractDomain, sign, typed } from "../eip712/index.ts";
import { capsuleOf } from "../manifest/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { confirmed, createWorld, expectationOf, propose, review } from "../testing/world.ts";
import {
  confirmedState,
  newId,
  openPatientPart,
  prepareConfirmation,
  prepareDispute,
  prepareManifestUpdate,
  proposalOf,
  recordEvidenceSchema,
  verifyRecord,
  type RecordEvidence,
} from "./index.ts";

const world = await createWorld();

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
    const { evidence, expected, record } = await confirmed(world, canary, "text/plain");
    const failure = await verifyRecord({ evidence: { ...evidence, agreement: null }, expected }).catch(
      (error: unknown) => error,
    );
    assert.equal(visibleTextOf(failure).includes("CANARY"), false);
    assert.equal(visibleTextOf(failure).includes(record.recordId.slice(2)), false);
  });
});
