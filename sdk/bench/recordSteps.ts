/**
 * The cryptographic steps of the record's path on a record of 1 MiB, with the functions that the path itself uses. The same code runs in
 * Node and in a browser.
 */
import { fromHex, readAllBytes } from "../src/codec/index.ts";
import { openDeal } from "../src/consent/index.ts";
import { CAPSULE_KIND, decodeReencryptionPartial, openReencrypted } from "../src/crypto/index.ts";
import { discloseLeaf, readCategoryLeaf, receiveScalar } from "../src/keys/index.ts";
import {
  capsuleContextOf,
  capsuleOf,
  createInstitutionDeal,
  openInstitutionShare,
} from "../src/manifest/index.ts";
import {
  CONTENT_LIMIT_BYTES,
  newId,
  openContent,
  prepareProposal,
  verifyRecord,
} from "../src/record/index.ts";
import { grantTo, openAccess } from "../src/testing/grant.ts";
import { confirmed, createWorld } from "../src/testing/world.ts";
import { answerAccess } from "../src/usage/index.ts";
import { medianMsOf } from "./median.ts";

/** Median milliseconds of each step. */
export interface StepTimes {
  /** All that the doctor's client does: the sealed file with its digest, capsules, commitment, signatures. */
  readonly seal: number;
  /** One proxy's work: both parts, each with its proof of honesty. */
  readonly reencrypt: number;
  /** From the answers of two proxies to the content, its digest compared. */
  readonly open: number;
  /** All that proves the record: signatures, capsules' proofs, commitment. */
  readonly verify: number;
}

/** Measures each step on `content`. */
export async function measureRecordSteps(content: Uint8Array, rounds: number): Promise<StepTimes> {
  const { seal, reencrypt, open, verify } = await prepareSteps(content);
  return {
    seal: await medianMsOf(seal, rounds),
    reencrypt: await medianMsOf(reencrypt, rounds),
    open: await medianMsOf(open, rounds),
    verify: await medianMsOf(verify, rounds),
  };
}

/** The steps, with everything made that comes before them. */
export async function prepareSteps(content: Uint8Array) {
  const world = await createWorld();
  const record = await confirmed(world, content, "application/octet-stream");
  const granted = await grantTo(world, record);
  const access = await openAccess(world, record, granted);
  const { grantPackage } = granted;
  const manifest = record.confirmation.manifest.stored.value;
  const asked = grantPackage.proxies.slice(0, world.threshold);
  const answers = await Promise.all(asked.map(({ organization }) => access.answer(organization)));
  const common = {
    accessId: access.accessId,
    threshold: world.threshold,
    b2: receiveScalar(granted.doctor.master, 0),
  };
  const partOf = (
    part: "patient" | "institution",
    kind: typeof CAPSULE_KIND.record | typeof CAPSULE_KIND.institution,
    commitments: readonly string[],
  ) => {
    const capsule = capsuleOf(manifest, kind);
    return {
      ...common,
      capsule,
      context: capsuleContextOf(manifest.content, capsule),
      partials: answers.map(({ partials }) => decodeReencryptionPartial(partials[part])),
      commitments: commitments.map((point) => fromHex(point)),
    };
  };
  const patient = partOf("patient", CAPSULE_KIND.record, grantPackage.keys[0]?.commitments ?? []);
  const institution = partOf(
    "institution",
    CAPSULE_KIND.institution,
    manifest.keys.institutionDeal.commitments,
  );
  const sealed = world.store.get(record.record.recordId) ?? new Uint8Array();
  const question = await proxyQuestion(world, record, granted, access.accessId);
  const proposal = await proposalInput(world, content);
  return {
    seal: () => prepareProposal(proposal),
    reencrypt: async () => answerAccess(question),
    open: () =>
      openContent({
        sealed,
        record: record.record,
        parts: { patient: openReencrypted(patient), institution: openReencrypted(institution) },
        manifest,
      }),
    verify: () => verifyRecord({ evidence: record.evidence, expected: record.expected }),
  };
}

type World = Awaited<ReturnType<typeof createWorld>>;

/** What the first proxy has at hand when an access is shown to it. */
async function proxyQuestion(
  { proxies, threshold }: World,
  { confirmation, evidence, record }: Awaited<ReturnType<typeof confirmed>>,
  { made }: Awaited<ReturnType<typeof grantTo>>,
  accessId: `0x${string}`,
): Promise<Parameters<typeof answerAccess>[0]> {
  const [proxy] = proxies;
  const sealed = made.deals.find((deal) => deal.organization === proxy?.organization);
  if (proxy === undefined || sealed === undefined) throw new Error("nothing was dealt to the first proxy");
  const { identity, organization, index } = proxy;
  const manifest = confirmation.manifest.stored.value;
  const share = { deal: manifest.keys.institutionDeal, record, organization, identity };
  return {
    accessId,
    deal: await openDeal({ sealed, identity, organization, index, threshold }),
    manifest,
    state: evidence.state,
    institutionShare: await openInstitutionShare(share),
  };
}

/** A new record of the same doctor and patient. */
async function proposalInput(
  world: World,
  plaintext: Uint8Array,
): Promise<Parameters<typeof prepareProposal>[0]> {
  const { registry, proxies, threshold, institution, patient, doctor } = world;
  const recordId = newId();
  const record = { registryId: registry.registryId, chainId: registry.chainId, recordId, version: 0 };
  const { deal } = await createInstitutionDeal({ record, proxies, threshold });
  const { leaf } = discloseLeaf(patient.keyManifest, "category", "laboratory");
  return {
    plaintext,
    mediaType: "application/octet-stream",
    registry,
    recordId,
    treatmentId: newId(),
    author: { personId: doctor.personId, signer: doctor.signer, recipient: doctor.sealing.recipient },
    patient: { personId: patient.personId, categoryKey: readCategoryLeaf(leaf) },
    institution: { ...institution, deal },
    proxies,
    store: async (sealed) => {
      await readAllBytes(sealed, CONTENT_LIMIT_BYTES);
      return { cid: `b${"a".repeat(58)}`, providers: [institution.orgId] };
    },
  };
}
