import { toHex, type Hex } from "../codec/index.ts";
import { addressOf, sign, typed, type Signer } from "../eip712/index.ts";
import type { RecordRef } from "../envelope/index.ts";
import { CAPSULE_KIND } from "../crypto/index.ts";
import { ZERO32 } from "../keys/index.ts";
import {
  buildAuthorManifest,
  capsuleOf,
  signManifest,
  type InstitutionDeal,
  type ManifestContent,
  type ProxyAddressee,
  type SignedManifest,
} from "../manifest/index.ts";
import {
  CORRECTION_KIND,
  type Correction,
  type CorrectionKind,
  type CorrectionReason,
  correctionDomain,
} from "./correction.ts";
import type { SealedForProposal } from "./prepare-proposal.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";
import type { VerifiedRecord } from "./verify-record.ts";

/** What a doctor needs to correct a record. */
export interface CorrectionInput {
  readonly registry: RegistryAt;
  readonly recordCorrection: Hex;
  /** The present version, verified. */
  readonly present: Pick<VerifiedRecord, "state" | "manifest">;
  readonly author: { readonly personId: Hex; readonly signer: Signer; readonly recipient: string };
  readonly kind: CorrectionKind;
  readonly reason: CorrectionReason;
}

/** The new content, sealed for version v + 1 and stored. */
export interface CorrectedContent extends SealedForProposal {
  readonly mediaType: string;
  /** Of the new content; for a redaction the old one. */
  readonly fieldRoot: Hex;
  /** What else the manifest says of the content's fields. */
  readonly extra?: Partial<ManifestContent>;
  /** The institution's deal for version v + 1. */
  readonly deal: InstitutionDeal;
  readonly proxies: readonly Pick<ProxyAddressee, "organization" | "recipient">[];
  readonly policyRoot?: Hex;
}

export interface PreparedCorrection {
  readonly statement: Correction;
  readonly signature: Hex;
  /** Null for an erasure. */
  readonly manifest: SignedManifest | null;
}

/** The version that a correction makes. */
export function nextVersion(registry: RegistryAt, { state }: Pick<VerifiedRecord, "state">): RecordRef {
  const { registryId, chainId } = registry;
  return { registryId, chainId, recordId: state.recordId, version: state.version + 1 };
}

/**
 * The doctor's statement (rule 11), and the manifest of the new version: sealed to the same key of the patient's category as the
 * present one, so nothing is asked of the patient for it. It holds no opening yet; the institution makes that for this statement.
 */
export async function prepareCorrection(
  input: CorrectionInput & { readonly content: CorrectedContent },
): Promise<PreparedCorrection> {
  const { content, present, registry, author } = input;
  const { state } = present;
  const record = nextVersion(registry, present);
  const category = capsuleOf(present.manifest.value, CAPSULE_KIND.category);
  const manifest = await buildAuthorManifest({
    content: {
      ...record,
      mediaType: content.mediaType,
      sizeBytes: content.facts.sizeBytes,
      sealedSizeBytes: content.facts.sealedSizeBytes,
      digest: content.facts.digest,
      fieldRoot: content.fieldRoot,
      categoryTag: state.categoryTag,
      commitment: { h: state.commitment },
      ...content.extra,
    },
    parts: content.parts,
    author: author.personId,
    authorRecipient: author.recipient,
    categoryKey: { x: toHex(category.x), epoch: category.epoch },
    institutionDeal: content.deal,
    address: content.address,
    proxies: content.proxies,
    keywordRoot: ZERO32,
    stationRoot: ZERO32,
  });
  const signed = await signManifest(manifest, registryDomain(registry), author.signer);
  const { digest } = content.facts;
  return {
    ...(await signStatement(input, {
      digest,
      fieldRoot: content.fieldRoot,
      manifestHash: signed.stored.hash,
      policyRoot: content.policyRoot ?? ZERO32,
    })),
    manifest: signed,
  };
}

/** The doctor's statement that a record's content is to go for good; it has no new content. */
export async function prepareErasure(input: Omit<CorrectionInput, "kind">): Promise<PreparedCorrection> {
  const none = { digest: ZERO32, fieldRoot: ZERO32, manifestHash: ZERO32, policyRoot: ZERO32 };
  return { ...(await signStatement({ ...input, kind: CORRECTION_KIND.erase }, none)), manifest: null };
}

async function signStatement(
  { registry, recordCorrection, present, author, kind, reason }: CorrectionInput,
  content: Pick<Correction, "digest" | "fieldRoot" | "manifestHash" | "policyRoot">,
): Promise<Pick<PreparedCorrection, "statement" | "signature">> {
  const { recordId, patient, version, sequence } = present.state;
  const statement: Correction = {
    recordId,
    patient,
    author: author.personId,
    signer: addressOf(author.signer),
    kind,
    reason,
    version: version + 1,
    sequence,
    keywordRoot: ZERO32,
    stationRoot: ZERO32,
    ...content,
  };
  const domain = correctionDomain(registry.chainId, recordCorrection);
  return { statement, signature: await sign(author.signer, typed("Correction", domain, statement)) };
}
