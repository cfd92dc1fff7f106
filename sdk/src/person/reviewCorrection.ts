import type { CorrectionEntry } from "../client/index.ts";
import { documentBytes, parseStoredJson, type Hex, type StoredJson } from "../codec/index.ts";
import { commitmentMessage, verifyOpening } from "../crypto/commitment/index.ts";
import { correctionHashOf, requireSignature, typed } from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import {
  decodeChameleonKey,
  type Manifest,
  manifestSchema,
  openInstitutionPart,
  openingHashOf,
  verifyManifest,
} from "../manifest/index.ts";
import {
  checkFields,
  type Correction,
  CORRECTION_KIND,
  correctionDomain,
  nextVersion,
  openContent,
  openPatientPart,
  registryDomain,
  type ReviewedProposal,
} from "../record/index.ts";
import type { PolicyDocument } from "../fields/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { type CorrectionBounds, verifyBounds } from "./correctionBounds.ts";
import { openedMail } from "./correctionMail.ts";
import { everyItem } from "./everyPage.ts";
import { ownSealingLeaf } from "./keyManifest.ts";
import { differencesOf, type SectionDifference } from "./sectionDifferences.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";
import { reviewRecord } from "./reviewRecord.ts";
import { correctionAt } from "./verifiedRecord.ts";

export interface ReviewedCorrection {
  readonly chainId: number;
  readonly correctionHash: Hex;
  readonly statement: Correction;
  readonly entry: CorrectionEntry;
  /** The record as it is now, verified and opened. */
  readonly present: ReviewedProposal;
  /** What it is to become; null for an erasure. */
  readonly next: NextVersion | null;
  /** Which sections of the content differ, where both versions have fields; null where they cannot be compared by section. */
  readonly differences: readonly SectionDifference[] | null;
  /** What an amendment could change, its proofs checked here; null for other kinds, which nothing bounds like that. */
  readonly bounds: CorrectionBounds | null;
  /** Of the doctor, when there are some and the doctor has signed them. */
  readonly words: string | null;
}

/** The new version, verified and opened. */
export interface NextVersion {
  readonly content: Uint8Array;
  readonly manifest: StoredJson<Manifest>;
  readonly fileKey: Uint8Array;
}

/** Corrections that wait for this patient's permission, newest first. */
export async function pendingCorrections(
  person: Person,
  chainId: number,
): Promise<readonly CorrectionEntry[]> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  return everyItem((page: { readonly cursor?: number }) =>
    oracle.corrections.list({ as: "patient", status: "pending", ...page }),
  );
}

/**
 * The patient looks at a correction: the present version and the new one, both verified and decrypted with the patient's own keys. Nothing
 * that the institution's oracle says of it is believed: the doctor's signature, the opening by the present key of the institution, digest
 * and field root are all checked here.
 *
 * @param options.policies of the authority's own, to know what an amendment under them could change
 * @throws VerificationError CORRECTION_MISMATCH (facts.member) | SIGNATURE_INVALID | OPENING_INVALID | AMENDMENT_* | those of
 * `verifyManifest`
 */
export async function reviewCorrection(
  person: Person,
  {
    chainId,
    correctionHash,
    policies = [],
  }: {
    readonly chainId: number;
    readonly correctionHash: Hex;
    readonly policies?: readonly PolicyDocument[];
  },
): Promise<ReviewedCorrection> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const entry = await oracle.corrections.get(correctionHash);
  const { statement } = entry;
  if (correctionHashOf(statement) !== correctionHash) throw mismatch("correctionHash");
  const present = await reviewRecord(person, { chainId, recordId: statement.recordId });
  requireAbout(statement, present);
  await requireDoctor(person, chainId, entry);
  const chameleonKey = await person.reader(chainId).chameleonKeyOf(institutionOf(person.network, chainId));
  requireOpening(person, chainId, entry, present, chameleonKey);
  const next =
    statement.kind === CORRECTION_KIND.erase
      ? null
      : await openNext(person, chainId, entry, present, chameleonKey);
  const said = entry.words === null ? null : await openedMail(person, chainId, entry.words);
  const isAbout =
    said?.format === "medlattice/correction-words/v1" &&
    said.about === correctionHash &&
    said.sender === statement.author;
  const differences = await differencesOf(present, next);
  const { fieldRoot } = present.manifest.value.content;
  const bounds =
    statement.kind === CORRECTION_KIND.amend
      ? await verifyBounds(person, { chainId, entry, fieldRoot, differences, policies })
      : null;
  return {
    chainId,
    correctionHash,
    statement,
    entry,
    present,
    next,
    differences,
    bounds,
    words: isAbout ? said.words : null,
  };
}

function requireAbout(statement: Correction, { state }: ReviewedProposal): void {
  if (statement.recordId !== state.recordId) throw mismatch("recordId");
  if (statement.patient !== state.patient) throw mismatch("patient");
  if (statement.version !== state.version + 1) throw mismatch("version");
  if (statement.sequence !== state.sequence) throw mismatch("sequence");
}

async function requireDoctor(person: Person, chainId: number, entry: CorrectionEntry): Promise<void> {
  const { statement, authorSignature: signature } = entry;
  const domain = correctionDomain(chainId, correctionAt(person, chainId));
  const data = typed("Correction", domain, statement);
  const { signer, author } = statement;
  await requireSignature({ data, signer, signature, check: checkThrough(person, chainId) });
  const reader = person.reader(chainId);
  if (!(await reader.isInGoodStanding(signer, author))) throw mismatch("signer");
  if ((await reader.organizationOf(author)) !== institutionOf(person.network, chainId))
    throw mismatch("author");
}

/** That the institution opened the record's commitment to exactly this content, also where there is none any more. */
function requireOpening(
  person: Person,
  chainId: number,
  { statement, opening }: CorrectionEntry,
  { state }: ReviewedProposal,
  chameleonKey: Hex,
): void {
  if (opening === null) throw mismatch("opening");
  if (opening.h1 !== chameleonKey) throw mismatch("chameleonKey");
  const { registryId } = registryAt(person.network, chainId);
  const { recordId, version, digest, fieldRoot } = statement;
  verifyOpening({
    commitment: state.commitment,
    h1: decodeChameleonKey(opening.h1),
    m: commitmentMessage({ registryId, chainId: BigInt(chainId), recordId, version, digest, fieldRoot }),
    registryId,
    proof: opening.proof,
  });
}

async function openNext(
  person: Person,
  chainId: number,
  { statement, manifest: signed, opening, address }: CorrectionEntry,
  present: ReviewedProposal,
  chameleonKey: Hex,
): Promise<NextVersion> {
  if (signed === null || opening === null || address === null) throw mismatch("manifest");
  const registry = registryAt(person.network, chainId);
  const record = nextVersion(registry, present);
  const { content } = parseStoredJson(manifestSchema, documentBytes(signed)).value;
  if (content.digest !== statement.digest) throw mismatch("digest");
  if (content.fieldRoot !== statement.fieldRoot) throw mismatch("fieldRoot");
  const { author, manifestHash, keywordRoot, stationRoot } = statement;
  const { patient, categoryTag, commitment } = present.state;
  const manifest = await verifyManifest({
    signed,
    expected: {
      record,
      author,
      patient,
      categoryTag,
      commitment,
      manifestHash,
      keywordRoot,
      stationRoot,
      commitmentProof: openingHashOf(content, opening),
      opening,
      chameleonKey,
      threshold: person.network.proxyThreshold,
    },
    domain: registryDomain(registry),
    check: checkThrough(person, chainId),
  });
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const [recipient, identity] = await Promise.all([ownSealingLeaf(person, chainId), ownIdentities(person)]);
  const { version } = record;
  const released = await oracle.institution.part(record.recordId, { version, recipient });
  const institution = await openInstitutionPart({ sealed: released, identity, record });
  const codes = person.keyPlan.categories.map(({ code }) => code);
  const { part } = openPatientPart({ manifest: manifest.value, master: person.master, codes });
  let fileKey = new Uint8Array(0);
  const opened = await openContent({
    onFileKey: (key) => {
      fileKey = Uint8Array.from(key);
    },
    sealed: oracle.objects.get(address.cid),
    record,
    parts: { patient: part, institution },
    manifest: manifest.value,
  });
  await checkFields({ record, manifest: manifest.value, content: opened, fileKey });
  return { content: opened, manifest, fileKey };
}

function mismatch(member: string): VerificationError {
  return new VerificationError("CORRECTION_MISMATCH", "The correction is not what it is said to be.", {
    facts: { member },
    hints: ["The record may have changed since: list the corrections again."],
  });
}
