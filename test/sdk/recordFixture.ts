import assert from "node:assert/strict";
import { Wallet } from "ethers";
import { generatePrivateKey } from "viem/accounts";
import { readAllBytes, utf8, type Hex } from "@medlattice/sdk/codec";
import { fromEthersSigner } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import { discloseLeaf, MasterKey, readCategoryLeaf, sealingKey } from "@medlattice/sdk/keys";
import { createInstitutionDeal, openInstitutionPart, releaseInstitutionPart } from "@medlattice/sdk/manifest";
import {
  evidenceOfConfirmation,
  evidenceOfProposal,
  newId,
  prepareConfirmation,
  prepareProposal,
  reviewProposal,
} from "@medlattice/sdk/record";

import {
  CHAIN_ID,
  hospital,
  registryId,
  home,
  registry,
  chameleonKey,
  relay,
  read,
  enroll,
} from "./chainFixture.ts";

export const patient = await enroll(ROLE.patient, await fromEthersSigner(new Wallet(generatePrivateKey())));
export const doctor = await enroll(ROLE.doctor);
export const colleague = await enroll(ROLE.doctor);
export const proxies = await Promise.all(
  [1, 2, 3].map(async (index) => ({
    organization: newId(),
    index,
    recipient: (await sealingKey(MasterKey.generate(), 0)).recipient,
  })),
);

export async function write(treatmentId = newId()) {
  const recordId = newId();
  const record = { registryId, chainId: CHAIN_ID, recordId, version: 0 };
  const made = await createInstitutionDeal({ record, proxies, threshold: 2 });
  let sealed: Uint8Array = new Uint8Array();
  const prepared = await prepareProposal({
    plaintext: utf8('{"resourceType":"Observation"}'),
    mediaType: "application/fhir+json",
    registry,
    recordId,
    treatmentId,
    author: { personId: doctor.personId, signer: doctor.signer, recipient: doctor.sealing.recipient },
    patient: {
      personId: patient.personId,
      categoryKey: readCategoryLeaf(discloseLeaf(patient.keyManifest, "category", "laboratory").leaf),
    },
    institution: { orgId: hospital, chameleonKey, deal: made.deal },
    proxies,
    async store(stream) {
      sealed = await readAllBytes(stream, 1_000_000);
      return { cid: `b${"a".repeat(58)}`, providers: [hospital] };
    },
  });
  return { record, prepared, made, sealed };
}

export async function propose(treatmentId?: Hex) {
  const written = await write(treatmentId);
  await relay("RecordRegistry", "propose", [written.prepared.proposal, written.prepared.signature]);
  return written;
}

export async function reviewed(
  { record, prepared, made, sealed }: Awaited<ReturnType<typeof write>>,
  evidence = evidenceOfProposal(prepared),
  /** What a node says of the record; of one that is not registered yet, what it will say. */
  onChain?: Hex,
) {
  const part = await releaseInstitutionPart({
    manifest: prepared.manifest.stored.value,
    scalar: made.scalar,
    recipient: patient.sealing.recipient,
  });
  return reviewProposal({
    evidence,
    expected: {
      ...(await expected(record.recordId)),
      ...(onChain === undefined ? {} : { stateHash: onChain }),
    },
    sealed,
    master: patient.master,
    institutionPart: await openInstitutionPart({ sealed: part, identity: patient.sealing.identity, record }),
    context: { categories: [{ code: "laboratory", epoch: 0 }] },
  });
}

export async function expected(recordId: Hex) {
  const onChain = toHexString(await read("RecordRegistry", "stateHashOf", [recordId]));
  return {
    registry,
    consentRegistry: home.consentRegistry,
    recordId,
    version: 0,
    chameleonKey,
    threshold: 2,
    stateHash: onChain,
  };
}

export function toHexString(value: unknown): Hex {
  assert.ok(typeof value === "string" && value.startsWith("0x"));
  return value as Hex;
}

export const side = { registry, signer: patient.signer, master: patient.master };

export async function confirmed() {
  const written = await propose();
  const review = await reviewed(written);
  const prepared = await prepareConfirmation(side, review, review);
  await relay("RecordRegistry", "confirm", [review.state, prepared.confirmation, prepared.signature]);
  const evidence = evidenceOfConfirmation(evidenceOfProposal(written.prepared), prepared);
  return { ...written, evidence, review };
}
