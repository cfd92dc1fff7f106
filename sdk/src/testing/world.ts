import { generateIdentity, identityToRecipient } from "age-encryption";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { readAllBytes, utf8, type Hex } from "../codec/index.ts";
import { generateCommitmentKey } from "../crypto/commitment/index.ts";
import { initCrypto } from "../crypto/index.ts";
import { contractDomain, orgIdOf } from "../eip712/index.ts";
import { createKeyManifest, discloseLeaf, MasterKey, readCategoryLeaf, sealingKey } from "../keys/index.ts";
import {
  createInstitutionDeal,
  encodeChameleonKey,
  openInstitutionPart,
  releaseInstitutionPart,
} from "../manifest/index.ts";
import {
  CONTENT_LIMIT_BYTES,
  evidenceOfConfirmation,
  evidenceOfProposal,
  newId,
  prepareConfirmation,
  prepareProposal,
  reviewProposal,
  stateHash,
  type RecordEvidence,
  type RegistryAt,
} from "../record/index.ts";

/** A hospital, its registry, four proxies, a patient and a doctor: all keys real, nothing on a chain. */
export async function createWorld() {
  await initCrypto();
  const registry: RegistryAt = {
    chainId: 7101,
    address: `0x${"0c".repeat(20)}`,
    registryId: `0x${"4e".repeat(32)}`,
  };
  const identityRegistry: Hex = `0x${"0a".repeat(20)}`;
  const consentRegistry: Hex = `0x${"0d".repeat(20)}`;
  const proxies = await Promise.all(
    ["hospital", "platform", "authority", "trust"].map(async (name, position) => {
      const identity = await generateIdentity();
      const recipient = await identityToRecipient(identity);
      return { organization: orgIdOf(`${name}.example`), index: position + 1, identity, recipient };
    }),
  );
  const chameleon = generateCommitmentKey();
  const institution = {
    orgId: orgIdOf("hospital.example"),
    chameleonKey: encodeChameleonKey(chameleon.h1),
    trapdoor: chameleon.x,
  };
  const identityDomain = contractDomain({
    contract: "IdentityRegistry",
    chainId: registry.chainId,
    address: identityRegistry,
  });
  const patient = await createPerson({ domain: identityDomain, categories: ["laboratory", "imaging"] });
  const doctor = await createPerson({ domain: identityDomain, categories: [] });
  const store = new Map<string, Uint8Array>();
  return {
    registry,
    identityRegistry,
    consentRegistry,
    identityDomain,
    proxies,
    institution,
    patient,
    doctor,
    store,
    threshold: 2,
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A person on one chain with a published key manifest. */
export async function createPerson(options: {
  readonly domain: ReturnType<typeof contractDomain>;
  readonly categories: readonly string[];
  readonly master?: MasterKey;
}) {
  const master = options.master ?? MasterKey.generate();
  const signer = privateKeyToAccount(generatePrivateKey());
  const personId = newId();
  const categories = options.categories.map((code) => ({ code, epoch: 0 }));
  const plan = { chainId: options.domain.chainId, epoch: 0, receiveEpoch: 0, categories };
  const keyManifest = await createKeyManifest({ master, personId, plan, domain: options.domain, signer });
  const sealing = await sealingKey(master, 0);
  return { personId, master, signer, account: lower(signer.address), categories, keyManifest, sealing };
}

/** A doctor's proposal in the patient's category "laboratory", stored in the world's store. */
export async function propose(
  world: World,
  content: Uint8Array = utf8('{"resourceType":"Observation"}'),
  mediaType = "application/fhir+json",
) {
  const { registry, institution, patient, doctor, proxies, threshold, store } = world;
  const recordId = newId();
  const record = { registryId: registry.registryId, chainId: registry.chainId, recordId, version: 0 };
  const made = await createInstitutionDeal({ record, proxies, threshold });
  const prepared = await prepareProposal({
    plaintext: content,
    mediaType,
    registry,
    recordId,
    treatmentId: newId(),
    author: { personId: doctor.personId, signer: doctor.signer, recipient: doctor.sealing.recipient },
    patient: {
      personId: patient.personId,
      categoryKey: readCategoryLeaf(discloseLeaf(patient.keyManifest, "category", "laboratory").leaf),
    },
    institution: { ...institution, deal: made.deal },
    proxies,
    async store(sealed) {
      const cid = `b${"a".repeat(58)}`;
      store.set(recordId, await readAllBytes(sealed, CONTENT_LIMIT_BYTES));
      return { cid, providers: [institution.orgId] };
    },
  });
  const evidence = evidenceOfProposal(prepared);
  return {
    record,
    content,
    prepared,
    evidence,
    scalar: made.scalar,
    expected: expectationOf(world, evidence),
  };
}

/** What a client expects of a record whose state it has seen on chain. */
export function expectationOf(
  { registry, consentRegistry, institution, threshold }: World,
  evidence: RecordEvidence,
) {
  const { recordId, version } = evidence.state;
  const { chameleonKey } = institution;
  return {
    registry,
    consentRegistry,
    recordId,
    version,
    chameleonKey,
    threshold,
    stateHash: stateHash(evidence.state),
  };
}

/** The patient's review of a proposal, through the institution's release of its part. */
export async function review(world: World, proposed: Awaited<ReturnType<typeof propose>>) {
  const { patient, store } = world;
  const sealedPart = await releaseInstitutionPart({
    manifest: proposed.prepared.manifest.stored.value,
    scalar: proposed.scalar,
    recipient: patient.sealing.recipient,
  });
  const { identity } = patient.sealing;
  const institutionPart = await openInstitutionPart({
    sealed: sealedPart,
    identity,
    record: proposed.record,
  });
  return reviewProposal({
    evidence: proposed.evidence,
    expected: proposed.expected,
    sealed: store.get(proposed.record.recordId) ?? new Uint8Array(0),
    master: patient.master,
    institutionPart,
    context: { categories: patient.categories },
  });
}

/** A record the patient has confirmed. */
export async function confirmed(world: World, content?: Uint8Array, mediaType?: string) {
  const proposed = await propose(world, content, mediaType);
  const reviewed = await review(world, proposed);
  const { registry, patient } = world;
  const prepared = await prepareConfirmation(
    { registry, signer: patient.signer, master: patient.master },
    reviewed,
    reviewed,
  );
  const evidence = evidenceOfConfirmation(proposed.evidence, prepared);
  return { ...proposed, confirmation: prepared, evidence, expected: expectationOf(world, evidence) };
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
