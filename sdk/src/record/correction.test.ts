import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAllBytes, utf8 } from "../codec/index.ts";
import { commitmentMessage, generateCommitmentKey, redact } from "../crypto/commitment/index.ts";
import { newParts, seal } from "../envelope/index.ts";
import { createInstitutionDeal, encodeChameleonKey, openingHashOf } from "../manifest/index.ts";
import { withCode } from "../testing/errors.ts";
import { confirmed, createPerson, createWorld, expectationOf } from "../testing/world.ts";
import {
  correctedState,
  CORRECTION_KIND,
  CORRECTION_REASON,
  type CorrectionEvidence,
  newId,
  prepareCorrection,
  preparePermission,
  type RecordEvidence,
  stateHash,
  verifyRecord,
} from "./index.ts";

const world = await createWorld();
const recordCorrection = `0x${"0e".repeat(20)}` as const;
const { registry, institution, doctor, patient, proxies, threshold } = world;

/** A confirmed record and its correction to version 1: everything real, signed and opened as it is on the way to the chain. */
async function corrected() {
  const before = await confirmed(world);
  const verified = await verifyRecord({ evidence: before.evidence, expected: before.expected });
  const record = { ...before.record, version: 1 };
  const parts = newParts();
  const { stream, facts } = await seal({ plaintext: utf8('{"resourceType":"Observation"}'), record, parts });
  await readAllBytes(stream, 10_000);
  const { deal } = await createInstitutionDeal({ record, proxies, threshold });
  const { statement, signature, manifest } = await prepareCorrection({
    registry,
    recordCorrection,
    present: verified,
    author: { personId: doctor.personId, signer: doctor.signer, recipient: doctor.sealing.recipient },
    kind: CORRECTION_KIND.replace,
    reason: CORRECTION_REASON.wrongValue,
    content: {
      parts,
      facts: await facts,
      address: { cid: `b${"a".repeat(58)}`, providers: [institution.orgId] },
      mediaType: "application/fhir+json",
      fieldRoot: newId(),
      deal,
      proxies,
    },
  });
  assert.ok(manifest !== null);
  const { permission, signature: patientSignature } = await preparePermission(
    { chainId: registry.chainId, recordCorrection },
    patient.signer,
    statement,
  );
  const opening = openingBy(institution.trapdoor, institution.chameleonKey, before.evidence, statement);
  const correction: CorrectionEvidence = {
    statement,
    authorSignature: signature,
    permission: { signer: permission.signer, signature: patientSignature },
    opening,
  };
  const state = correctedState(before.evidence.state, statement, openingHashOf(statement, opening));
  const evidence: RecordEvidence = { ...before.evidence, state, manifest: manifest.signed, correction };
  return { before, correction, evidence, manifest };
}

function openingBy(
  x: bigint,
  h1: `0x${string}`,
  { state }: RecordEvidence,
  { version, digest, fieldRoot }: Pick<CorrectionEvidence["statement"], "version" | "digest" | "fieldRoot">,
) {
  const { registryId, chainId } = registry;
  const { recordId, commitment } = state;
  const m = commitmentMessage({ registryId, chainId: BigInt(chainId), recordId, version, digest, fieldRoot });
  return { h1, proof: redact({ x, commitment, m, registryId }) };
}

const made = await corrected();

/** What a reader says of the evidence, whose state is taken for the chain's. */
function verify(
  evidence: RecordEvidence,
  changes: { readonly recordCorrection?: `0x${string}` | undefined } = {},
) {
  const expected = {
    ...expectationOf(world, evidence),
    recordCorrection,
    stateHash: stateHash(evidence.state),
    ...changes,
  };
  return verifyRecord({ evidence, expected });
}

const withCorrection = (change: Partial<CorrectionEvidence>): RecordEvidence => ({
  ...made.evidence,
  correction: { ...made.correction, ...change },
});

describe("a corrected version", () => {
  it("is believed with the doctor's statement, the patient's permission and the opening", async () => {
    const verified = await verify(made.evidence);
    assert.equal(verified.author, doctor.personId);
    assert.deepEqual(verified.correction, made.correction);
    assert.equal(verified.state.commitment, made.before.evidence.state.commitment);
  });

  it("is nothing that the trapdoor alone could make (rule 20)", async () => {
    const unproven = (member: string) => withCode("RECORD_CORRECTION_UNPROVEN", { member });
    await assert.rejects(verify({ ...made.evidence, correction: null }), unproven("correction"));
    await assert.rejects(verify(made.evidence, { recordCorrection: undefined }), unproven("correction"));
    // The institution signs in the place of the doctor, or of the patient.
    const stranger = await createPerson({ domain: world.identityDomain, categories: [] });
    const at = { chainId: registry.chainId, recordCorrection };
    const forged = await preparePermission(at, stranger.signer, made.correction.statement);
    await assert.rejects(
      verify(withCorrection({ permission: { signer: patient.account, signature: forged.signature } })),
      withCode("SIGNATURE_INVALID", { struct: "CorrectionPermission" }),
    );
    await assert.rejects(
      verify(withCorrection({ authorSignature: forged.signature })),
      withCode("SIGNATURE_INVALID", { struct: "Correction" }),
    );
  });

  it("is of no other record, patient, version or state", async () => {
    const { statement } = made.correction;
    const changes: [string, Partial<CorrectionEvidence["statement"]>][] = [
      ["recordId", { recordId: newId() }],
      ["patient", { patient: newId() }],
      ["version", { version: 2 }],
      ["keywordRoot", { keywordRoot: newId() }],
      ["stationRoot", { stationRoot: newId() }],
      ["kind", { kind: CORRECTION_KIND.erase }],
      ["sequence", { sequence: statement.sequence + 1 }],
      ["manifestHash", { manifestHash: newId() }],
    ];
    for (const [member, change] of changes) {
      await assert.rejects(
        verify(withCorrection({ statement: { ...statement, ...change } })),
        withCode("RECORD_CORRECTION_UNPROVEN", { member }),
        member,
      );
    }
    for (const change of [
      { digest: newId() },
      { reason: CORRECTION_REASON.other },
      { policyRoot: newId() },
    ]) {
      await assert.rejects(
        verify(withCorrection({ statement: { ...statement, ...change } })),
        withCode("SIGNATURE_INVALID", { struct: "Correction" }),
      );
    }
  });

  it("has the institution's own opening of exactly this content", async () => {
    const other = generateCommitmentKey();
    const { statement, opening } = made.correction;
    const foreign = openingBy(other.x, encodeChameleonKey(other.h1), made.evidence, statement);
    await assert.rejects(
      verify(withCorrection({ opening: foreign })),
      withCode("MANIFEST_MISMATCH", { member: "chameleonKey" }),
    );
    const again = openingBy(institution.trapdoor, institution.chameleonKey, made.evidence, statement);
    await assert.rejects(
      verify(withCorrection({ opening: again })),
      withCode("MANIFEST_MISMATCH", { member: "commitmentProof" }),
    );
    for (const change of [{ version: 0 }, { version: 2 }, { digest: newId() }]) {
      const wrong = openingBy(institution.trapdoor, institution.chameleonKey, made.evidence, {
        ...statement,
        ...change,
      });
      const state = { ...made.evidence.state, commitmentProof: openingHashOf(statement, wrong) };
      await assert.rejects(
        verify({ ...withCorrection({ opening: wrong }), state }),
        withCode("OPENING_INVALID"),
      );
    }
    const swapped = { ...opening, h1: foreign.h1 };
    await assert.rejects(verify(withCorrection({ opening: swapped })), withCode("MANIFEST_MISMATCH"));
  });

  it("cannot be rolled back to the first one's opening", async () => {
    const first = made.before.evidence;
    const state = { ...made.evidence.state, commitmentProof: first.state.commitmentProof };
    await assert.rejects(
      verify({ ...made.evidence, state }),
      withCode("MANIFEST_MISMATCH", { member: "commitmentProof" }),
    );
    const rolledBack = { ...first, correction: made.correction };
    await assert.rejects(verify(rolledBack), withCode("RECORD_CORRECTION_UNPROVEN", { member: "version" }));
  });

  it("keeps its proof under the patient's later changes of keys, which name their own manifests", async () => {
    const state = { ...made.evidence.state, sequence: made.evidence.state.sequence + 1 };
    const verified = await verify({ ...made.evidence, state });
    assert.equal(verified.state.sequence, made.correction.statement.sequence + 2);
  });
});
