import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { merkleProof, merkleRoot } from "../crypto/merkle/index.ts";
import {
  addressOf,
  claimLeaf,
  proposalLeaf,
  sign,
  typed,
  type MessageOf,
  type Signer,
} from "../eip712/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import type { RecordEvidence } from "./evidence.ts";
import { registryDomain, type RegistryAt } from "./registry.ts";
import { RECORD_STATUS, type RecordState } from "./state.ts";

/** A proposal with its patient's signed confirmation: sequence 0, by an externally owned account. */
export interface ConfirmedProposal {
  readonly proposal: MessageOf<"Proposal">;
  readonly confirmation: MessageOf<"Confirmation">;
  readonly signature: Hex;
}

/** `IRecordClaims.ClaimedRecord`. */
export interface ClaimedRecord {
  readonly recordId: Hex;
  readonly patient: Hex;
  readonly treatmentId: Hex;
  readonly categoryTag: Hex;
  readonly commitment: Hex;
  readonly commitmentProof: Hex;
  readonly authorManifest: Hex;
  readonly keywordRoot: Hex;
  readonly stationRoot: Hex;
  readonly signer: Hex;
  readonly manifestHash: Hex;
  readonly r: Hex;
  readonly vs: Hex;
}

/** `IRecordClaims.ClaimCheck`. */
export interface ClaimCheck {
  readonly current: RecordState;
  readonly authorSigner: Hex;
  readonly authorManifest: Hex;
  readonly signer: Hex;
  readonly r: Hex;
  readonly vs: Hex;
  readonly path: readonly Hex[];
}

export interface PreparedClaims {
  readonly batch: MessageOf<"BatchProposal">;
  /** The author's, over all proposals and all claims. */
  readonly signature: Hex;
  readonly items: readonly ClaimedRecord[];
  /** From each proposal's leaf to the root, in order: what evidence holds. */
  readonly paths: readonly (readonly Hex[])[];
}

/**
 * Many records under one signature of their author, with the patients' signatures checked on challenge (decision 0014). Records
 * of one patient next to each other cost less.
 * @throws InvalidInputError BATCH_INVALID for an empty batch, proposals of another author, signer or institution, or a
 *   confirmation that is not of its proposal
 */
export async function prepareClaims(
  registry: RegistryAt,
  signer: Signer,
  records: readonly ConfirmedProposal[],
): Promise<PreparedClaims> {
  const account = addressOf(signer);
  const first = records[0]?.proposal;
  if (first === undefined || !records.every((record) => fits(record, first, account))) {
    throw new InvalidInputError(
      "BATCH_INVALID",
      "A batch has at least one proposal, all by one author, signer and institution, each with its patient's confirmation.",
      { facts: { proposals: records.length } },
    );
  }
  const items = records.map(claimedRecordOf);
  const leaves = leavesOf(records.map(({ proposal }, index) => ({ proposal, item: items[index] })));
  const batch = { root: merkleRoot(leaves), author: first.author, signer: account };
  const signature = await sign(signer, typed("BatchProposal", registryDomain(registry), batch));
  return {
    batch,
    signature,
    items,
    paths: items.map((_, index) => merkleProof({ leaves, index: 2 * index })),
  };
}

/** The proposal that an item of a batch stands for. */
export function proposalOfClaim(
  item: ClaimedRecord,
  batch: Pick<MessageOf<"BatchProposal">, "author" | "signer">,
  institution: Hex,
): MessageOf<"Proposal"> {
  const { recordId, patient, treatmentId, categoryTag, commitment, commitmentProof } = item;
  const { authorManifest, keywordRoot, stationRoot } = item;
  return {
    recordId,
    patient,
    author: batch.author,
    signer: batch.signer,
    institution,
    treatmentId,
    categoryTag,
    commitment,
    commitmentProof,
    manifestHash: authorManifest,
    keywordRoot,
    stationRoot,
  };
}

/** The path of one proposal to the root of a batch as it was sent. */
export function pathOfClaim(
  items: readonly ClaimedRecord[],
  batch: Pick<MessageOf<"BatchProposal">, "author" | "signer">,
  institution: Hex,
  index: number,
): Hex[] {
  const leaves = leavesOf(
    items.map((item) => ({ item, proposal: proposalOfClaim(item, batch, institution) })),
  );
  return merkleProof({ leaves, index: 2 * index });
}

/**
 * What `checkClaims` takes, from the evidence of a claimed record: anyone who holds it can have the chain check the signature.
 * @throws InvalidInputError CLAIM_INVALID when the record is not claimed
 */
export function claimCheckOf({ state, origin, authorship, agreement }: RecordEvidence): ClaimCheck {
  if (
    state.status !== RECORD_STATUS.claimed ||
    authorship.kind !== "batch" ||
    agreement?.kind !== "confirmation"
  ) {
    throw new InvalidInputError("CLAIM_INVALID", "This record does not stand as claimed by its author.");
  }
  return {
    current: state,
    authorSigner: origin.signer,
    authorManifest: origin.manifestHash,
    signer: agreement.signer,
    ...compactSignature(agreement.signature),
    path: authorship.path.slice(1),
  };
}

/** r and `yParity << 255 | s` (EIP-2098) of r ‖ s ‖ v. @throws InvalidInputError CLAIM_INVALID */
export function compactSignature(signature: Hex): { readonly r: Hex; readonly vs: Hex } {
  const bytes = fromHex(signature);
  const v = bytes[64];
  if (bytes.length !== 65 || (v !== 27 && v !== 28) || (bytes[32] ?? 0x80) >= 0x80) {
    throw new InvalidInputError(
      "CLAIM_INVALID",
      "A claimed signature is of 65 bytes, by an account without code.",
    );
  }
  const vs = bytes.slice(32, 64);
  if (v === 28) vs[0] = (vs[0] ?? 0) | 0x80;
  return { r: toHex(bytes.subarray(0, 32)), vs: toHex(vs) };
}

/** r ‖ s ‖ v of r and `yParity << 255 | s`. */
export function fullSignature({ r, vs }: { readonly r: Hex; readonly vs: Hex }): Hex {
  const s = fromHex(vs, 32);
  const parity = (s[0] ?? 0) >> 7;
  s[0] = (s[0] ?? 0) & 0x7f;
  return `${r}${toHex(s).slice(2)}${parity === 0 ? "1b" : "1c"}`;
}

function claimedRecordOf({ proposal, confirmation, signature }: ConfirmedProposal): ClaimedRecord {
  const { author: _, signer: _signer, institution: _institution, manifestHash, ...members } = proposal;
  return {
    ...members,
    authorManifest: manifestHash,
    signer: confirmation.signer,
    manifestHash: confirmation.manifestHash,
    ...compactSignature(signature),
  };
}

/** Two leaves a record: the proposal's, which is that of every batch, and the claim's. */
function leavesOf(
  records: readonly { readonly proposal: MessageOf<"Proposal">; readonly item: ClaimedRecord | undefined }[],
): Hex[] {
  return records.flatMap(({ proposal, item }) =>
    item === undefined
      ? []
      : [
          proposalLeaf(proposal),
          claimLeaf({
            recordId: item.recordId,
            signer: item.signer,
            manifestHash: item.manifestHash,
            r: item.r,
            vs: item.vs,
          }),
        ],
  );
}

function fits(
  { proposal, confirmation }: ConfirmedProposal,
  first: MessageOf<"Proposal">,
  account: Hex,
): boolean {
  return (
    proposal.author === first.author &&
    proposal.institution === first.institution &&
    proposal.signer === account &&
    confirmation.recordId === proposal.recordId &&
    confirmation.patient === proposal.patient &&
    confirmation.commitment === proposal.commitment &&
    confirmation.sequence === 0
  );
}
