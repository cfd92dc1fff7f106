import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generateCommitmentKey } from "../crypto/commitment/index.ts";
import { encodeChameleonKey, openingHashOf } from "../manifest/index.ts";
import { withCode } from "../testing/errors.ts";
import { corrected, openingBy, recordCorrection } from "../testing/corrected.ts";
import { createPerson, createWorld, expectationOf } from "../testing/world.ts";
import {
  CORRECTION_KIND,
  CORRECTION_REASON,
  type CorrectionEvidence,
  newId,
  preparePermission,
  type RecordEvidence,
  stateHash,
  verifyRecord,
} from "./index.ts";

const world = await createWorld();
const { registry, institution, doctor, patient } = world;

const made = await corrected(world);

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
    const foreign = openingBy(registry, other.x, encodeChameleonKey(other.h1), made.evidence, statement);
    await assert.rejects(
      verify(withCorrection({ opening: foreign })),
      withCode("MANIFEST_MISMATCH", { member: "chameleonKey" }),
    );
    const again = openingBy(
      registry,
      institution.trapdoor,
      institution.chameleonKey,
      made.evidence,
      statement,
    );
    await assert.rejects(
      verify(withCorrection({ opening: again })),
      withCode("MANIFEST_MISMATCH", { member: "commitmentProof" }),
    );
    for (const change of [{ version: 0 }, { version: 2 }, { digest: newId() }]) {
      const wrong = openingBy(registry, institution.trapdoor, institution.chameleonKey, made.evidence, {
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
