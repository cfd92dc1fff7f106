import { signedDocument, storeJson, type Hex, type SignedDocument, type StoredJson } from "../codec/index.ts";
import { CAPSULE_KIND, encodeCapsule, sealPart } from "../crypto/index.ts";
import type { RecordParts, RecordRef } from "../envelope/index.ts";
import { addressOf, sign, typed, type ContractDomain, type Signer } from "../eip712/index.ts";
import { fromHex } from "../codec/index.ts";
import { sealAddress, type StorageAddress } from "./address.ts";
import { sealAuthorParts } from "./author-parts.ts";
import { manifestSchema, type InstitutionDeal, type Manifest, type ManifestContent } from "./schema.ts";

/** A manifest as stored, its hash (what the chain keeps) and the signature beside it. */
export interface SignedManifest {
  readonly stored: StoredJson<Manifest>;
  readonly signed: SignedDocument;
}

/** What the author knows of a version before the manifest is written. */
export interface AuthorManifestInput {
  readonly content: ManifestContent;
  readonly parts: RecordParts;
  /** personId of the author: sender of the capsules. */
  readonly author: Hex;
  /** age recipient of the author. */
  readonly authorRecipient: string;
  /** The patient's category key, from a verified disclosure. */
  readonly categoryKey: { readonly x: Hex; readonly epoch: number };
  readonly institutionDeal: InstitutionDeal;
  /** The file may still be on its way: everything else is made meanwhile. */
  readonly address: StorageAddress | Promise<StorageAddress>;
  readonly proxies: readonly { readonly organization: Hex; readonly recipient: string }[];
  readonly keywordRoot: Hex;
  readonly stationRoot: Hex;
}

/** Key version 1: category capsule, institution capsule, both parts sealed to the author. */
export async function buildAuthorManifest(input: AuthorManifestInput): Promise<Manifest> {
  const { content, parts, author } = input;
  const { chainId, registryId, recordId, version } = content;
  const record: RecordRef = { registryId, chainId, recordId, version };
  const base = { chainId: BigInt(chainId), registryId, recordId, version, sender: author };
  const category = sealPart({
    x: fromHex(input.categoryKey.x, 48),
    part: parts.patient,
    epoch: input.categoryKey.epoch,
    context: { ...base, kind: CAPSULE_KIND.category },
  });
  const institution = sealPart({
    x: fromHex(input.institutionDeal.commitments[0] ?? "0x", 48),
    part: parts.institution,
    epoch: 0,
    context: { ...base, kind: CAPSULE_KIND.institution },
  });
  return {
    format: "medlattice/manifest/v1",
    content,
    keys: {
      keyVersion: 1,
      capsules: [encodeCapsule(category), encodeCapsule(institution)],
      institutionDeal: input.institutionDeal,
      authorSealed: await sealAuthorParts(record, parts, input.authorRecipient),
    },
    address: await sealAddress(record, await input.address, input.proxies),
    keywordRoot: input.keywordRoot,
    stationRoot: input.stationRoot,
  };
}

/**
 * Stores and signs a manifest.
 * @throws InvalidInputError DOCUMENT_INVALID | DOCUMENT_TOO_LARGE
 */
export async function signManifest(
  manifest: Manifest,
  domain: ContractDomain,
  signer: Signer,
): Promise<SignedManifest> {
  const stored = storeJson(manifestSchema, manifest);
  const { recordId, version } = manifest.content;
  const account = addressOf(signer);
  const data = typed("Manifest", domain, { manifestHash: stored.hash, recordId, version, signer: account });
  return { stored, signed: signedDocument(stored.bytes, account, await sign(signer, data)) };
}
