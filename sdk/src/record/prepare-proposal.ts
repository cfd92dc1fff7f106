import type { ByteSource, Hex } from "../codec/index.ts";
import { commit, commitmentMessage } from "../crypto/commitment/index.ts";
import { addressOf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import { newParts, seal, type RecordParts, type RecordRef, type SealedFacts } from "../envelope/index.ts";
import { ZERO32, type CategoryKey } from "../keys/index.ts";
import {
  buildAuthorManifest,
  decodeChameleonKey,
  openingHashOf,
  signManifest,
  type InstitutionDeal,
  type ProxyAddressee,
  type SignedManifest,
  type StorageAddress,
} from "../manifest/index.ts";
import { firstFieldRoot } from "./content-fields.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";

/** What a doctor needs to write a record. */
export interface ProposalInput {
  readonly plaintext: ByteSource;
  readonly mediaType: string;
  readonly registry: RegistryAt;
  /** Chosen before sealing (`newId`), and named to the institution's oracle for its deal. */
  readonly recordId: Hex;
  readonly treatmentId: Hex;
  readonly author: { readonly personId: Hex; readonly signer: Signer; readonly recipient: string };
  readonly patient: { readonly personId: Hex; readonly categoryKey: CategoryKey };
  readonly institution: {
    readonly orgId: Hex;
    /** H1, x ‖ y, from the organisation registry. */
    readonly chameleonKey: Hex;
    /** From its oracle, made for this recordId and version 0. */
    readonly deal: InstitutionDeal;
  };
  readonly proxies: readonly Pick<ProxyAddressee, "organization" | "recipient">[];
  /** Takes the sealed file as it comes and says where it is. */
  readonly store: (sealed: ReadableStream<Uint8Array>) => Promise<StorageAddress>;
  /** Root of the salted fields; made from the content when left out. */
  readonly fieldRoot?: Hex;
  /** Roots of keywords and stations; zero when there are none. */
  readonly keywordRoot?: Hex;
  readonly stationRoot?: Hex;
}

export interface PreparedProposal {
  readonly proposal: MessageOf<"Proposal">;
  readonly signature: Hex;
  readonly manifest: SignedManifest;
  readonly address: StorageAddress;
  readonly facts: SealedFacts;
}

/**
 * Steps 2 to 4 of the record's path: seal, store, commit, write the manifest, sign the proposal. Nothing is on chain yet: the
 * caller hands manifest and proposal to the institution's oracle or sends them.
 */
export async function prepareProposal(input: ProposalInput): Promise<PreparedProposal> {
  const { fieldRoot, ...sealed } = await sealForProposal(input);
  return prepareSealedProposal({ ...input, fieldRoot }, sealed);
}

/** What is left to say of a file that is sealed and stored. */
export type SealedProposalInput = Omit<ProposalInput, "plaintext" | "store"> & {
  /** Zero when the record is to have no fields: then it can neither be shown in part nor amended. */
  readonly fieldRoot: Hex;
};

/** What is sealed already, and stored or on its way there: for a writer that was interrupted. */
export interface SealedForProposal {
  readonly parts: RecordParts;
  readonly address: StorageAddress | Promise<StorageAddress>;
  readonly facts: SealedFacts;
}

/** The rest of `prepareProposal` for a file that was sealed for `input.recordId`, version 0, before. */
export async function prepareSealedProposal(
  input: SealedProposalInput,
  sealed: SealedForProposal,
): Promise<PreparedProposal> {
  const { manifest, commitment, opening } = await describe(input, sealed);
  const proposal: MessageOf<"Proposal"> = {
    recordId: input.recordId,
    patient: input.patient.personId,
    author: input.author.personId,
    signer: addressOf(input.author.signer),
    institution: input.institution.orgId,
    treatmentId: input.treatmentId,
    categoryTag: input.patient.categoryKey.tag,
    commitment,
    commitmentProof: openingHashOf(manifest.stored.value.content, opening),
    manifestHash: manifest.stored.hash,
    keywordRoot: input.keywordRoot ?? ZERO32,
    stationRoot: input.stationRoot ?? ZERO32,
  };
  const signature = await sign(
    input.author.signer,
    typed("Proposal", registryDomain(input.registry), proposal),
  );
  return { proposal, signature, manifest, address: await sealed.address, facts: sealed.facts };
}

async function sealForProposal(
  input: ProposalInput,
): Promise<SealedForProposal & { readonly fieldRoot: Hex }> {
  const { mediaType, recordId, store } = input;
  const parts = newParts();
  const [plaintext, content] = twice(input.plaintext);
  const { stream, facts, fileKey } = await seal({ plaintext, record: firstVersion(input), parts });
  const [address, fieldRoot] = await Promise.all([
    store(stream),
    input.fieldRoot ?? firstFieldRoot({ content, mediaType, fileKey, recordId }),
  ]);
  return { parts, address, facts: await facts, fieldRoot };
}

function twice(source: ByteSource): readonly [ByteSource, ByteSource] {
  return source instanceof Uint8Array ? [source, source] : source.tee();
}

/** The record as a proposal seals it. */
export function firstVersion({
  registry,
  recordId,
}: Pick<ProposalInput, "registry" | "recordId">): RecordRef {
  return { registryId: registry.registryId, chainId: registry.chainId, recordId, version: 0 };
}

async function describe(input: SealedProposalInput, { parts, address, facts }: SealedForProposal) {
  const record = firstVersion(input);
  const { registryId, chainId, recordId, version } = record;
  const { fieldRoot } = input;
  const h1 = input.institution.chameleonKey;
  const { commitment, proof } = commit({
    h1: decodeChameleonKey(h1),
    m: commitmentMessage({
      registryId,
      chainId: BigInt(chainId),
      recordId,
      version,
      digest: facts.digest,
      fieldRoot,
    }),
    registryId,
  });
  const manifest = await buildAuthorManifest({
    content: {
      ...record,
      mediaType: input.mediaType,
      sizeBytes: facts.sizeBytes,
      sealedSizeBytes: facts.sealedSizeBytes,
      digest: facts.digest,
      fieldRoot,
      categoryTag: input.patient.categoryKey.tag,
      commitment: { h: commitment, opening: { h1, proof } },
    },
    parts,
    author: input.author.personId,
    authorRecipient: input.author.recipient,
    categoryKey: input.patient.categoryKey,
    institutionDeal: input.institution.deal,
    address,
    proxies: input.proxies,
    keywordRoot: input.keywordRoot ?? ZERO32,
    stationRoot: input.stationRoot ?? ZERO32,
  });
  const signed = await signManifest(manifest, registryDomain(input.registry), input.author.signer);
  return { manifest: signed, commitment, opening: { h1, proof } };
}
