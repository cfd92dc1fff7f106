import { correctionCalls, type OpeningArgument } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { decompressCommitment } from "../crypto/commitment/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { decodeChameleonKey } from "../manifest/index.ts";
import {
  CORRECTION_KIND,
  preparePermission,
  type ReviewedProposal,
  type VerifiedRecord,
} from "../record/index.ts";
import { addRecordKey } from "./addRecordKey.ts";
import { sealCorrectionText } from "./correctionMail.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";
import type { ReviewedCorrection } from "./reviewCorrection.ts";
import { reviewRecord } from "./reviewRecord.ts";
import { correctionAt } from "./verifiedRecord.ts";

/**
 * The patient permits the correction that was looked at, and has it carried to the chain (`RecordCorrection.correct`). The new version
 * gets the record's own capsule in a manifest of the patient's, so that grants on the record go on.
 *
 * @returns the block of the correction, and that of the new manifest; null after an erasure
 */
export async function permitCorrection(
  person: Person,
  reviewed: ReviewedCorrection,
): Promise<{ readonly blockNumber: number; readonly keysBlockNumber: number | null }> {
  const { chainId, statement, entry, present, correctionHash } = reviewed;
  const recordCorrection = correctionAt(person, chainId);
  const { signer } = person.pseudonymOn(chainId);
  const { permission, signature } = await preparePermission({ chainId, recordCorrection }, signer, statement);
  if (entry.opening === null) throw notPending();
  const { x: hx, y: hy } = decompressCommitment(present.state.commitment);
  const bounded = statement.kind === CORRECTION_KIND.amend || statement.kind === CORRECTION_KIND.redact;
  const call = correctionCalls.correct(recordCorrection, {
    current: present.state,
    opening: bounded ? openingArgumentOf(present) : null,
    consent: {
      correction: statement,
      authorSignature: entry.authorSignature,
      permission,
      patientSignature: signature,
    },
    next: { hx, hy, proof: entry.opening.proof },
    amendments: entry.amendments,
  });
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const idempotencyKey = `correct-${correctionHash.slice(2, 50)}`;
  const { blockNumber } = await oracle.relay({ chainId, ...call, idempotencyKey });
  if (statement.kind === CORRECTION_KIND.erase) return { blockNumber, keysBlockNumber: null };
  const { recordId } = statement;
  const corrected = await reviewRecord(person, { chainId, recordId, atLeastBlock: blockNumber });
  const keys = await addRecordKey(person, corrected);
  return { blockNumber, keysBlockNumber: keys.blockNumber };
}

/** The patient does not permit a correction. @param words to the doctor */
export async function declineCorrection(
  person: Person,
  {
    chainId,
    correctionHash,
    words,
  }: { readonly chainId: number; readonly correctionHash: Hex; readonly words?: string },
): Promise<void> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { statement } = await oracle.corrections.get(correctionHash);
  const said =
    words === undefined
      ? null
      : await sealCorrectionText(person, chainId, {
          format: "medlattice/correction-words/v1",
          recipient: statement.author,
          recordId: statement.recordId,
          version: statement.version,
          words,
          about: correctionHash,
        });
  await oracle.corrections.decline(correctionHash, said?.sealed ?? null);
}

/** The doctor takes a correction back that the patient has not answered yet. */
export async function withdrawCorrection(
  person: Person,
  { chainId, correctionHash }: { readonly chainId: number; readonly correctionHash: Hex },
): Promise<void> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  await oracle.corrections.withdraw(correctionHash);
}

/** The opening of a verified version, as the chain takes it. */
export function openingArgumentOf({
  manifest,
  correction,
}: Pick<VerifiedRecord | ReviewedProposal, "manifest" | "correction">): OpeningArgument {
  const { digest, fieldRoot, commitment } = manifest.value.content;
  const opening = correction?.opening ?? commitment.opening;
  if (opening === undefined) throw new InvalidInputError("OPENING_MISSING", "The record shows no opening.");
  const { x: h1x, y: h1y } = decodeChameleonKey(opening.h1);
  return { h1x, h1y, digest, fieldRoot, proof: opening.proof };
}

function notPending(): InvalidInputError {
  return new InvalidInputError("CORRECTION_NOT_PENDING", "This correction waits for nobody any more.");
}
