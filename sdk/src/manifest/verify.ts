import {
  documentBytes,
  parseStoredJson,
  type Hex,
  type SignedDocument,
  type StoredJson,
} from "../codec/index.ts";
import { CAPSULE_KIND, verifyCapsule } from "../crypto/index.ts";
import { commitmentMessage, openingHash, verifyOpening } from "../crypto/commitment/index.ts";
import { requireSignature, typed, type ContractDomain, type SignatureCheck } from "../eip712/index.ts";
import { differenceOf, type RecordRef } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { capsuleContextOf, capsuleOf, capsulesInvalid, findCapsules } from "./capsules.ts";
import { decodeChameleonKey } from "./chameleon-key.ts";
import { requireDistinct } from "./institution-deal.ts";
import { manifestSchema, type Manifest, type Opening } from "./schema.ts";

/** What a manifest must fit: the record's state on chain and its institution's key, never what the manifest says of itself. */
export interface ManifestExpectation {
  readonly record: RecordRef;
  readonly manifestHash: Hex;
  /** Who wrote this version. */
  readonly author: Hex;
  readonly patient: Hex;
  readonly categoryTag: Hex;
  readonly commitment: Hex;
  /** `openingHash`, as the state keeps it. */
  readonly commitmentProof: Hex;
  /** Of a corrected version, from the evidence; that of version 0 stands in the manifest. */
  readonly opening?: Opening;
  readonly keywordRoot: Hex;
  readonly stationRoot: Hex;
  /** The institution's chameleon key, x ‖ y, as the organisation registry had it when the record was made. */
  readonly chameleonKey: Hex;
  /** How many proxies the network asks for; an institution's deal with another number is refused. */
  readonly threshold: number;
}

/**
 * Verifies a manifest: hash, record, signature, every capsule's proof, the institution's deal, and that π opens the commitment
 * to exactly this digest (DESIGN rules 4, 5, 10). Who `signer` is, is for the caller to compare with the registry.
 *
 * @throws InvalidInputError DOCUMENT_* and malformed points
 * @throws VerificationError MANIFEST_MISMATCH (facts.member) | SIGNATURE_INVALID | CAPSULE_* | MANIFEST_CAPSULES_INVALID |
 *   MANIFEST_DEAL_INVALID | OPENING_INVALID
 */
export async function verifyManifest(options: {
  readonly signed: SignedDocument;
  readonly expected: ManifestExpectation;
  /** Of the chain's RecordRegistry. */
  readonly domain: ContractDomain;
  readonly check?: SignatureCheck;
}): Promise<StoredJson<Manifest>> {
  const { signed, expected, domain, check } = options;
  const stored = parseStoredJson(manifestSchema, documentBytes(signed));
  requireExpected(stored, expected);
  const { recordId, version } = expected.record;
  const { signer, signature } = signed;
  const data = typed("Manifest", domain, { manifestHash: stored.hash, recordId, version, signer });
  await requireSignature({ data, signer, signature, ...(check === undefined ? {} : { check }) });
  verifyCapsules(stored.value, expected);
  verifyDeal(stored.value, expected.threshold);
  verifyCommitment(stored.value, expected, openingIn(stored.value, expected));
  return stored;
}

function requireExpected({ hash, value }: StoredJson<Manifest>, expected: ManifestExpectation): void {
  if (hash !== expected.manifestHash) throw mismatch("manifestHash");
  const { content } = value;
  const { chainId, registryId, recordId, version } = content;
  const member = differenceOf({ chainId, registryId, recordId, version }, expected.record);
  if (member !== null) throw mismatch(member);
  if (content.categoryTag !== expected.categoryTag) throw mismatch("categoryTag");
  if (content.commitment.h !== expected.commitment) throw mismatch("commitment");
  const opening = openingIn(value, expected);
  if (opening.h1 !== expected.chameleonKey) throw mismatch("chameleonKey");
  if (openingHashOf(content, opening) !== expected.commitmentProof) throw mismatch("commitmentProof");
  if (value.keywordRoot !== expected.keywordRoot) throw mismatch("keywordRoot");
  if (value.stationRoot !== expected.stationRoot) throw mismatch("stationRoot");
}

/** One category capsule, one of the institution, at most one of the record, each proven for this record and a known sender. */
function verifyCapsules(manifest: Manifest, { author, patient }: ManifestExpectation): void {
  capsuleOf(manifest, CAPSULE_KIND.category);
  capsuleOf(manifest, CAPSULE_KIND.institution);
  if (findCapsules(manifest, CAPSULE_KIND.record).length > 1) throw capsulesInvalid(CAPSULE_KIND.record);
  for (const kind of [CAPSULE_KIND.category, CAPSULE_KIND.record, CAPSULE_KIND.institution]) {
    const senders =
      kind === CAPSULE_KIND.record
        ? [patient]
        : kind === CAPSULE_KIND.category
          ? [author, patient]
          : [author];
    for (const capsule of findCapsules(manifest, kind)) {
      if (!senders.includes(capsule.sender)) throw mismatch("sender");
      verifyCapsule({ capsule, context: capsuleContextOf(manifest.content, capsule) });
    }
  }
}

function verifyDeal(manifest: Manifest, expectedThreshold: number): void {
  const { threshold, commitments, shares } = manifest.keys.institutionDeal;
  const { x } = manifest.keys.capsules.find(({ kind }) => kind === CAPSULE_KIND.institution) ?? {};
  requireDistinct(shares);
  const fits = commitments[0] === x && commitments.length === threshold && shares.length >= threshold;
  if (!fits || threshold !== expectedThreshold) {
    throw new VerificationError(
      "MANIFEST_DEAL_INVALID",
      "The institution's deal does not fit its capsule or threshold.",
    );
  }
}

/**
 * The opening of a version: of the first in its manifest, of a later one in the evidence and nowhere else.
 * @throws VerificationError MANIFEST_MISMATCH
 */
export function openingIn(
  { content }: Manifest,
  { opening: given }: Pick<ManifestExpectation, "opening">,
): Opening {
  const { version, commitment } = content;
  const opening = version === 0 ? commitment.opening : given;
  const other = version === 0 ? given : commitment.opening;
  if (opening === undefined || other !== undefined) throw mismatch("opening");
  return opening;
}

/** What the state keeps of an opening to this content. */
export function openingHashOf(
  { digest, fieldRoot }: Pick<Manifest["content"], "digest" | "fieldRoot">,
  { h1, proof }: Opening,
): Hex {
  return openingHash({ h1: decodeChameleonKey(h1), digest, fieldRoot, proof });
}

function verifyCommitment(manifest: Manifest, { record }: ManifestExpectation, { h1, proof }: Opening): void {
  const { content } = manifest;
  const { chainId, registryId, recordId, version } = record;
  const { digest, fieldRoot } = content;
  verifyOpening({
    commitment: content.commitment.h,
    h1: decodeChameleonKey(h1),
    m: commitmentMessage({ registryId, chainId: BigInt(chainId), recordId, version, digest, fieldRoot }),
    registryId,
    proof,
  });
}

function mismatch(member: string): VerificationError {
  return new VerificationError("MANIFEST_MISMATCH", "The manifest does not fit the record on chain.", {
    facts: { member },
    hints: ["The oracle handed out another manifest, or the record has changed since: ask again."],
  });
}
