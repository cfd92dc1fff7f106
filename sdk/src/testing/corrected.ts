import assert from "node:assert/strict";
import { type Hex, readAllBytes, utf8 } from "../codec/index.ts";
import { commitmentMessage, redact } from "../crypto/commitment/index.ts";
import { newParts, seal } from "../envelope/index.ts";
import { createInstitutionDeal, openingHashOf } from "../manifest/index.ts";
import {
  correctedState,
  CORRECTION_KIND,
  CORRECTION_REASON,
  type CorrectionEvidence,
  newId,
  prepareCorrection,
  preparePermission,
  type RecordEvidence,
  verifyRecord,
} from "../record/index.ts";
import { confirmed, type World } from "./world.ts";

/** Where corrections are signed in a world without a chain. */
export const recordCorrection: Hex = `0x${"0e".repeat(20)}`;

/** A confirmed record and its correction to version 1: everything real, signed and opened as it is on the way to the chain. */
export async function corrected(world: World) {
  const { registry, institution, doctor, patient, proxies, threshold } = world;
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
  const opening = openingBy(
    registry,
    institution.trapdoor,
    institution.chameleonKey,
    before.evidence,
    statement,
  );
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

export function openingBy(
  registry: World["registry"],
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
