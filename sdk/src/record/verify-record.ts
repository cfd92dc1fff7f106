import type { Hex, StoredJson } from "../codec/index.ts";
import { verifyMerkleProof } from "../crypto/merkle/index.ts";
import {
  contractDomain,
  proposalLeaf,
  requireSignature,
  typed,
  type MessageOf,
  type SignatureCheck,
} from "../eip712/index.ts";
import type { RecordRef } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { verifyManifest, type Manifest } from "../manifest/index.ts";
import type { CorrectionEvidence } from "./correction.ts";
import type { RecordEvidence } from "./evidence.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";
import { RECORD_STATUS, stateHash, type RecordState } from "./state.ts";
import { requireCorrection, requireSignedContent } from "./verify-correction.ts";

/** What the reader knows from elsewhere: its own node, the registries, the network description. */
export interface RecordExpectation {
  readonly registry: RegistryAt;
  /** Where mandates are signed; needed only for records confirmed by one. */
  readonly consentRegistry: Hex;
  readonly recordId: Hex;
  readonly version: number;
  /** Where corrections are signed; needed only for versions above 0. */
  readonly recordCorrection?: Hex | undefined;
  /** Of the record's institution, x ‖ y, as the opening of this version needs it. */
  readonly chameleonKey: Hex;
  /** Proxies that must work together in this network. */
  readonly threshold: number;
  /** `RecordRegistry.stateHashOf(recordId)` from a node, or what enough proxies attest. */
  readonly stateHash: Hex;
  /** Whether proposals may be read: by the author and by the patient who reviews. Others read confirmed and claimed records only. */
  readonly allowProposed?: boolean;
}

export interface VerifiedRecord {
  readonly record: RecordRef;
  readonly state: RecordState;
  readonly manifest: StoredJson<Manifest>;
  /** personId of who wrote this version: the record's author, or the doctor who corrected it. */
  readonly author: Hex;
  /** Who corrected it last, and with whose permission; null for version 0. */
  readonly correction: CorrectionEvidence | null;
  /** Accounts that signed: whether each controls its person is the registry's to say (`IdentityRegistry.isController`). */
  readonly signers: { readonly author: Hex; readonly patient: Hex | null; readonly manifest: Hex };
}

/**
 * Verifies what an oracle says of a record: that the state is the chain's, that the author proposed it and the patient agreed,
 * and that the manifest belongs to it and its commitment opens (step 8 of the record's path). The sealed file is compared with
 * the manifest's digest when it is opened.
 *
 * @throws VerificationError RECORD_STATE_MISMATCH | RECORD_MISMATCH (facts.member) | RECORD_NOT_CONFIRMED | RECORD_ERASED |
 *   RECORD_AUTHORSHIP_INVALID | RECORD_CORRECTION_UNPROVEN | SIGNATURE_INVALID | those of `verifyManifest`
 */
export async function verifyRecord(options: {
  readonly evidence: RecordEvidence;
  readonly expected: RecordExpectation;
  readonly check?: SignatureCheck;
}): Promise<VerifiedRecord> {
  const { evidence, expected, check } = options;
  const { state } = evidence;
  requireState(state, expected);
  await requireAuthorship(evidence, expected, check);
  const patient = await requireAgreement(evidence, expected, check);
  const { registryId, chainId } = expected.registry;
  const { recordCorrection } = expected;
  const correction = await requireCorrection(evidence, { chainId, recordCorrection }, check);
  const author = correction?.statement.author ?? state.author;
  const record = { registryId, chainId, recordId: expected.recordId, version: expected.version };
  const manifest = await verifyManifest({
    signed: evidence.manifest,
    expected: {
      ...state,
      author,
      record,
      chameleonKey: expected.chameleonKey,
      threshold: expected.threshold,
      ...(correction === null ? {} : { opening: correction.opening }),
    },
    domain: registryDomain(expected.registry),
    ...(check === undefined ? {} : { check }),
  });
  if (correction !== null) requireSignedContent(correction, manifest.value.content);
  return {
    record,
    state,
    manifest,
    author,
    correction,
    signers: {
      author: correction?.statement.signer ?? evidence.origin.signer,
      patient,
      manifest: evidence.manifest.signer,
    },
  };
}

function requireState(state: RecordState, expected: RecordExpectation): void {
  if (state.recordId !== expected.recordId) throw mismatch("recordId");
  if (state.version !== expected.version) throw mismatch("version");
  if (stateHash(state) !== expected.stateHash) {
    throw new VerificationError("RECORD_STATE_MISMATCH", "The record's state is not the one on chain.", {
      hints: ["The record has changed since: ask again. If it stays so, the oracle hands out a false state."],
    });
  }
  if (state.status === RECORD_STATUS.erased) {
    throw new VerificationError(
      "RECORD_ERASED",
      "This version of the record was erased; its content is gone for good.",
    );
  }
  if (!isAgreed(state.status) && expected.allowProposed !== true) {
    throw new VerificationError("RECORD_NOT_CONFIRMED", "The patient has not confirmed this record.", {
      facts: { status: state.status },
    });
  }
}

/** Confirmed, or claimed to be; either way the patient's signature is checked here. */
function isAgreed(status: number): boolean {
  return status === RECORD_STATUS.confirmed || status === RECORD_STATUS.claimed;
}

/** The proposal as it was signed: what the state keeps, and from the origin what later changes replaced. */
export function proposalOf({ state, origin }: RecordEvidence): MessageOf<"Proposal"> {
  const { recordId, patient, author, institution, treatmentId, categoryTag, commitment } = state;
  return { recordId, patient, author, institution, treatmentId, categoryTag, commitment, ...origin };
}

async function requireAuthorship(
  evidence: RecordEvidence,
  expected: RecordExpectation,
  check?: SignatureCheck,
) {
  const { authorship, origin, state } = evidence;
  const proposal = proposalOf(evidence);
  const domain = registryDomain(expected.registry);
  const { signer } = origin;
  const checked = check === undefined ? {} : { check };
  if (authorship.kind === "proposal") {
    return requireSignature({
      data: typed("Proposal", domain, proposal),
      signer,
      signature: authorship.signature,
      ...checked,
    });
  }
  const { root, path, signature } = authorship;
  if (!verifyMerkleProof({ root, leaf: proposalLeaf(proposal), proof: path })) {
    throw new VerificationError(
      "RECORD_AUTHORSHIP_INVALID",
      "The record is not in the batch that its author signed.",
    );
  }
  const data = typed("BatchProposal", domain, { root, author: state.author, signer });
  return requireSignature({ data, signer, signature, ...checked });
}

/** Who agreed for the patient; null while nobody has. */
async function requireAgreement(
  { agreement, state }: RecordEvidence,
  expected: RecordExpectation,
  check?: SignatureCheck,
): Promise<Hex | null> {
  const { recordId, patient, commitment, treatmentId, institution, status } = state;
  if (agreement === null) {
    if (!isAgreed(status)) return null;
    throw new VerificationError(
      "RECORD_NOT_CONFIRMED",
      "The patient's signature under this record is missing.",
    );
  }
  const { signer, signature } = agreement;
  const checked = check === undefined ? {} : { check };
  if (status === RECORD_STATUS.claimed) requireClaimed(agreement, state);
  if (agreement.kind === "confirmation") {
    const { manifestHash, sequence } = agreement;
    const message = { recordId, patient, signer, commitment, manifestHash, sequence };
    const data = typed("Confirmation", registryDomain(expected.registry), message);
    await requireSignature({ data, signer, signature, ...checked });
    return signer;
  }
  const { notBefore, notAfter, salt } = agreement;
  const { chainId } = expected.registry;
  const domain = contractDomain({ contract: "ConsentRegistry", chainId, address: expected.consentRegistry });
  const data = typed("Mandate", domain, {
    patient,
    signer,
    treatmentId,
    institution,
    notBefore,
    notAfter,
    salt,
  });
  await requireSignature({ data, signer, signature, ...checked });
  return signer;
}

/** A claim is a confirmation of the proposal (sequence 0) with the manifest in the state, signed by an account without code. */
function requireClaimed(agreement: NonNullable<RecordEvidence["agreement"]>, state: RecordState): void {
  const isClaim =
    agreement.kind === "confirmation" &&
    agreement.sequence === 0 &&
    agreement.manifestHash === state.manifestHash &&
    agreement.signature.length === EOA_SIGNATURE_CHARS;
  if (isClaim) return;
  throw new VerificationError(
    "RECORD_NOT_CONFIRMED",
    "The patient's signature under this record is not the one that its author claimed.",
  );
}

/** `0x` and 65 bytes in hex. */
const EOA_SIGNATURE_CHARS = 132;

function mismatch(member: string): VerificationError {
  return new VerificationError("RECORD_MISMATCH", "The oracle answered with another record or version.", {
    facts: { member },
  });
}
