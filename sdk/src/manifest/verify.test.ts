import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fromHex, parseStoredJson, storeJson } from "../codec/index.ts";
import { CAPSULE_KIND, encodeCapsule, sealPart } from "../crypto/index.ts";
import { commitmentMessage, generateCommitmentKey, redact } from "../crypto/commitment/index.ts";
import { newId, registryDomain } from "../record/index.ts";
import { withCode } from "../testing/errors.ts";
import { checkProperty } from "../testing/property.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  decodeChameleonKey,
  encodeChameleonKey,
  manifestSchema,
  openingHashOf,
  signManifest,
  verifyManifest,
  type Manifest,
  type ManifestExpectation,
  type Opening,
} from "./index.ts";

const world = await createWorld();
const record = await confirmed(world);
const other = await confirmed(world);
const domain = registryDomain(world.registry);
const manifest = record.confirmation.manifest.stored.value;
const [hospital, platform] = world.proxies;
assert.ok(hospital !== undefined && platform !== undefined);

function expectation(changes: Partial<ManifestExpectation> = {}): ManifestExpectation {
  const { institution, threshold } = world;
  return {
    ...record.evidence.state,
    record: record.record,
    chameleonKey: institution.chameleonKey,
    threshold,
    ...changes,
  };
}

/** The manifest with one thing changed, stored and signed again by the patient, against an expectation that knows the new hash. */
async function verifyChanged(
  change: (value: Manifest) => Manifest,
  changes: Partial<ManifestExpectation> = {},
) {
  const { stored, signed } = await signManifest(change(manifest), domain, world.patient.signer);
  return verifyManifest({ signed, expected: expectation({ manifestHash: stored.hash, ...changes }), domain });
}

const withContent = (content: Partial<Manifest["content"]>) => (value: Manifest) => ({
  ...value,
  content: { ...value.content, ...content },
});
const withKeys = (keys: Partial<Manifest["keys"]>) => (value: Manifest) => ({
  ...value,
  keys: { ...value.keys, ...keys },
});

describe("manifest", () => {
  it("comes back from storage with the same hash and verifies", async () => {
    const stored = storeJson(manifestSchema, manifest);
    assert.deepEqual(parseStoredJson(manifestSchema, stored.bytes).value, manifest);
    const { signed } = record.confirmation.manifest;
    const verified = await verifyManifest({ signed, expected: expectation(), domain });
    assert.equal(verified.hash, record.evidence.state.manifestHash);
  });

  it("shows neither category nor parts nor address", () => {
    const text = JSON.stringify(manifest);
    assert.equal(text.includes("laboratory"), false);
    assert.equal(text.includes("aaaaaaaaaa"), false, "the CID of the world's store");
  });
});

function openingOf({ content }: Pick<Manifest, "content">): Opening {
  assert.ok(content.commitment.opening !== undefined);
  return content.commitment.opening;
}

describe("verifyManifest refuses", () => {
  it("a manifest that does not fit what the chain says, and names the member", async () => {
    const { signed } = record.confirmation.manifest;
    const wrong: [string, Partial<ManifestExpectation>][] = [
      ["manifestHash", { manifestHash: newId() }],
      ["recordId", { record: { ...record.record, recordId: newId() } }],
      ["chainId", { record: { ...record.record, chainId: 7100 } }],
      ["registryId", { record: { ...record.record, registryId: newId() } }],
      ["version", { record: { ...record.record, version: 1 } }],
      ["categoryTag", { categoryTag: newId() }],
      ["commitment", { commitment: newId() }],
      ["commitmentProof", { commitmentProof: newId() }],
      ["opening", { opening: openingOf(manifest) }],
      ["chameleonKey", { chameleonKey: encodeChameleonKey(generateCommitmentKey().h1) }],
      ["keywordRoot", { keywordRoot: newId() }],
      ["stationRoot", { stationRoot: newId() }],
    ];
    for (const [member, changes] of wrong) {
      await assert.rejects(
        verifyManifest({ signed, expected: expectation(changes), domain }),
        withCode("MANIFEST_MISMATCH", { member }),
        member,
      );
    }
  });

  it("a signature by another account, or for another registry", async () => {
    const { signed } = record.confirmation.manifest;
    const struct = withCode("SIGNATURE_INVALID", { struct: "Manifest" });
    await assert.rejects(
      verifyManifest({
        signed: { ...signed, signer: world.doctor.account },
        expected: expectation(),
        domain,
      }),
      struct,
    );
    const elsewhere = { ...domain, verifyingContract: world.identityRegistry };
    await assert.rejects(verifyManifest({ signed, expected: expectation(), domain: elsewhere }), struct);
  });

  it("a digest, field root or proof that the commitment does not open to", async () => {
    const { proof } = openingOf(other.confirmation.manifest.stored.value);
    const opening = { ...openingOf(manifest), proof };
    for (const content of [
      { digest: newId() },
      { fieldRoot: newId() },
      { commitment: { ...manifest.content.commitment, opening } },
    ]) {
      const changed = { ...manifest.content, ...content };
      await assert.rejects(
        verifyChanged(withContent(content), {
          commitmentProof: openingHashOf(changed, openingOf({ content: changed })),
        }),
        withCode("OPENING_INVALID"),
      );
      await assert.rejects(
        verifyChanged(withContent(content)),
        withCode("MANIFEST_MISMATCH", { member: "commitmentProof" }),
      );
    }
  });

  it("capsules copied from another record, by somebody else, twice, or missing", async () => {
    const copied = other.confirmation.manifest.stored.value.keys.capsules;
    const [category, own, institution] = manifest.keys.capsules;
    assert.ok(category !== undefined && own !== undefined && institution !== undefined);
    const [copiedCategory = category, copiedOwn = own, copiedInstitution = institution] = copied;
    const invalid = withCode("CAPSULE_PROOF_INVALID");
    await assert.rejects(verifyChanged(withKeys({ capsules: [copiedCategory, own, institution] })), invalid);
    await assert.rejects(verifyChanged(withKeys({ capsules: [category, copiedOwn, institution] })), invalid);
    await assert.rejects(
      verifyChanged(withKeys({ capsules: [category, own, { ...copiedInstitution, x: institution.x }] })),
      invalid,
    );
    const missing = (kind: number) => withCode("MANIFEST_CAPSULES_INVALID", { kind });
    await assert.rejects(verifyChanged(withKeys({ capsules: [own, institution] })), missing(1));
    await assert.rejects(verifyChanged(withKeys({ capsules: [category, own] })), missing(3));
    await assert.rejects(
      verifyChanged(withKeys({ capsules: [category, category, institution] })),
      missing(1),
    );
    await assert.rejects(
      verifyChanged(withKeys({ capsules: [category, own, own, institution] })),
      missing(2),
    );
  });

  it("a record capsule that the patient did not make", async () => {
    const { chainId, registryId, recordId, version } = record.record;
    const sender = world.doctor.personId;
    const [category, own, institution] = manifest.keys.capsules;
    assert.ok(category !== undefined && own !== undefined && institution !== undefined);
    const capsule = sealPart({
      x: fromHex(own.x),
      part: new Uint8Array(32),
      epoch: 0,
      context: { chainId: BigInt(chainId), registryId, recordId, version, kind: CAPSULE_KIND.record, sender },
    });
    await assert.rejects(
      verifyChanged(withKeys({ capsules: [category, encodeCapsule(capsule), institution] })),
      withCode("MANIFEST_MISMATCH", { member: "sender" }),
    );
  });

  it("an institution's deal of another scalar, threshold, or with an organisation twice", async () => {
    const { institutionDeal } = manifest.keys;
    const deal = (changes: Partial<typeof institutionDeal>) =>
      withKeys({ institutionDeal: { ...institutionDeal, ...changes } });
    const invalid = withCode("MANIFEST_DEAL_INVALID");
    await assert.rejects(
      verifyChanged(
        deal({ commitments: other.confirmation.manifest.stored.value.keys.institutionDeal.commitments }),
      ),
      invalid,
    );
    await assert.rejects(verifyChanged(deal({ threshold: 3 })), invalid);
    await assert.rejects(
      verifyChanged(deal({ threshold: 1, commitments: institutionDeal.commitments.slice(0, 1) })),
      invalid,
    );
    const [share] = institutionDeal.shares;
    assert.ok(share !== undefined);
    await assert.rejects(verifyChanged(deal({ shares: [share, share] })), withCode("PROXIES_INVALID"));
  });

  it("an opening made with the trapdoor for the next version, under the present one (S4)", async () => {
    const { registryId, chainId, recordId } = record.record;
    const digest = newId();
    const m = commitmentMessage({
      registryId,
      chainId: BigInt(chainId),
      recordId,
      version: 1,
      digest,
      fieldRoot: manifest.content.fieldRoot,
    });
    const proof = redact({
      x: world.institution.trapdoor,
      commitment: manifest.content.commitment.h,
      m,
      registryId,
    });
    const opening = { ...openingOf(manifest), proof };
    const commitment = { ...manifest.content.commitment, opening };
    const commitmentProof = openingHashOf({ ...manifest.content, digest }, opening);
    // h is the same, but the version is in the message.
    await assert.rejects(
      verifyChanged(withContent({ digest, commitment }), { commitmentProof }),
      withCode("OPENING_INVALID"),
    );
  });
});

describe("the chameleon key", () => {
  it("has one form of 64 bytes", () => {
    checkProperty(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 254n }),
        fc.bigInt({ min: 0n, max: 2n ** 254n }),
        (x, y) => {
          assert.deepEqual(decodeChameleonKey(encodeChameleonKey({ x, y })), { x, y });
        },
      ),
    );
    assert.throws(() => decodeChameleonKey("0x00"), withCode("HEX_LENGTH"));
  });
});
