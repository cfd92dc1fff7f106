import { concatBytes, fromHex, keccak256, toHex, utf8, type Hex } from "../codec/index.ts";
import { addressOf, sign, typed, type MessageOf, type Signer } from "../eip712/index.ts";
import type { MasterKey } from "../keys/index.ts";
import { buildPatientManifest, signManifest, type SignedManifest } from "../manifest/index.ts";
import type { openPatientPart } from "./open-own.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";
import { newId } from "./state.ts";
import type { VerifiedRecord } from "./verify-record.ts";

/** The patient's signing and key side of a change to a record. */
export interface PatientSide {
  readonly registry: RegistryAt;
  readonly signer: Signer;
  readonly master: MasterKey;
}

/** Which keys the new manifest is for. */
export interface KeyChoice {
  /** Patient's part and category, from `reviewProposal` or `openPatientPart`. */
  readonly opened: ReturnType<typeof openPatientPart>;
  /** New epoch of the category; the present one when left out. */
  readonly categoryEpoch?: number;
  /** Epoch of the record's own scalar; 0 at first. */
  readonly recordEpoch?: number;
}

export interface PreparedConfirmation {
  readonly confirmation: MessageOf<"Confirmation">;
  readonly signature: Hex;
  readonly manifest: SignedManifest;
}

/**
 * The patient agrees (M8): the new manifest adds the record's own capsule and drops the author's copy of the parts; the
 * confirmation names it.
 */
export async function prepareConfirmation(
  side: PatientSide,
  verified: VerifiedRecord,
  keys: KeyChoice,
): Promise<PreparedConfirmation> {
  const manifest = await nextManifest(side, verified, keys);
  const { recordId, patient, commitment, sequence } = verified.state;
  const confirmation = {
    recordId,
    patient,
    signer: addressOf(side.signer),
    commitment,
    manifestHash: manifest.stored.hash,
    sequence,
  };
  const data = typed("Confirmation", registryDomain(side.registry), confirmation);
  return { confirmation, signature: await sign(side.signer, data), manifest };
}

export interface PreparedManifestUpdate {
  readonly update: MessageOf<"ManifestUpdate">;
  readonly signature: Hex;
  readonly manifest: SignedManifest;
}

/**
 * New capsules for a confirmed record: after a new epoch ended what was dealt, or the record's own capsule where a mandate
 * confirmed it (decision 0005).
 */
export async function prepareManifestUpdate(
  side: PatientSide,
  verified: VerifiedRecord,
  keys: KeyChoice,
): Promise<PreparedManifestUpdate> {
  const manifest = await nextManifest(side, verified, keys);
  const { recordId, patient, sequence } = verified.state;
  const update = {
    recordId,
    patient,
    signer: addressOf(side.signer),
    manifestHash: manifest.stored.hash,
    sequence,
  };
  const data = typed("ManifestUpdate", registryDomain(side.registry), update);
  return { update, signature: await sign(side.signer, data), manifest };
}

export interface PreparedDispute {
  readonly dispute: MessageOf<"Dispute">;
  readonly signature: Hex;
  /** With the reason, opens `reasonHash`; told to the author off chain. */
  readonly salt: Hex;
}

/** The patient does not agree. `reasonHash = keccak256("medlattice/dispute-reason/v1" ‖ salt ‖ reason)`. */
export async function prepareDispute(
  side: Pick<PatientSide, "registry" | "signer">,
  verified: Pick<VerifiedRecord, "state">,
  reason: string,
): Promise<PreparedDispute> {
  const salt = newId();
  const reasonHash = toHex(
    keccak256(concatBytes(utf8("medlattice/dispute-reason/v1"), fromHex(salt), utf8(reason))),
  );
  const { recordId, patient, sequence } = verified.state;
  const dispute = { recordId, patient, signer: addressOf(side.signer), reasonHash, sequence };
  const data = typed("Dispute", registryDomain(side.registry), dispute);
  return { dispute, signature: await sign(side.signer, data), salt };
}

function nextManifest(
  side: PatientSide,
  { manifest, state }: VerifiedRecord,
  keys: KeyChoice,
): Promise<SignedManifest> {
  const next = buildPatientManifest({
    previous: manifest.value,
    master: side.master,
    patient: state.patient,
    part: keys.opened.part,
    category: { code: keys.opened.category.code, epoch: keys.categoryEpoch ?? keys.opened.category.epoch },
    recordEpoch: keys.recordEpoch ?? 0,
  });
  return signManifest(next, registryDomain(side.registry), side.signer);
}
