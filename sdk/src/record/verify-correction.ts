import type { Hex } from "../codec/index.ts";
import { correctionHashOf, requireSignature, typed, type SignatureCheck } from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { CORRECTION_KIND, type CorrectionEvidence, correctionDomain } from "./correction.ts";
import type { RecordEvidence } from "./evidence.ts";

/** Where the statements of a correction were signed. */
export interface CorrectionAt {
  readonly chainId: number;
  /** Undefined on a chain that corrects nothing. */
  readonly recordCorrection: Hex | undefined;
}

/**
 * Verifies who corrected a record: a version above 0 needs the doctor's statement about exactly this version, and the patient's
 * permission of exactly that statement. An opening by the trapdoor alone shows nothing (DESIGN rule 20).
 *
 * @returns null for a record that was never corrected
 * @throws VerificationError RECORD_CORRECTION_UNPROVEN (facts.member) | SIGNATURE_INVALID
 */
export async function requireCorrection(
  { state, correction }: Pick<RecordEvidence, "state" | "correction">,
  { chainId, recordCorrection }: CorrectionAt,
  check?: SignatureCheck,
): Promise<CorrectionEvidence | null> {
  if (state.version === 0) {
    if (correction === null) return null;
    throw unproven("version");
  }
  if (correction === null || recordCorrection === undefined) throw unproven("correction");
  const { statement } = correction;
  for (const member of ["recordId", "patient", "version", "keywordRoot", "stationRoot"] as const) {
    if (statement[member] !== state[member]) throw unproven(member);
  }
  if (statement.kind === CORRECTION_KIND.erase) throw unproven("kind");
  // Later sequences are the patient's own changes of keys, which name their manifests themselves.
  if (statement.sequence >= state.sequence) throw unproven("sequence");
  const isPresent = statement.sequence + 1 === state.sequence;
  if (isPresent && statement.manifestHash !== state.manifestHash) throw unproven("manifestHash");
  await requireConsent(correction, correctionDomain(chainId, recordCorrection), check);
  return correction;
}

/** Both signatures under a correction. @throws VerificationError SIGNATURE_INVALID (facts.struct) */
export async function requireConsent(
  { statement, authorSignature, permission }: Omit<CorrectionEvidence, "opening">,
  domain: ReturnType<typeof correctionDomain>,
  check?: SignatureCheck,
): Promise<void> {
  const checked = check === undefined ? {} : { check };
  await requireSignature({
    data: typed("Correction", domain, statement),
    signer: statement.signer,
    signature: authorSignature,
    ...checked,
  });
  const { recordId, patient, digest } = statement;
  const { signer, signature } = permission;
  const message = { recordId, patient, signer, correctionHash: correctionHashOf(statement), digest };
  await requireSignature({
    data: typed("CorrectionPermission", domain, message),
    signer,
    signature,
    ...checked,
  });
}

/** That the manifest is of the content which doctor and patient have signed. @throws VerificationError */
export function requireSignedContent(
  { statement }: Pick<CorrectionEvidence, "statement">,
  content: { readonly digest: Hex; readonly fieldRoot: Hex },
): void {
  if (content.digest !== statement.digest) throw unproven("digest");
  if (content.fieldRoot !== statement.fieldRoot) throw unproven("fieldRoot");
  if (statement.digest === ZERO32) throw unproven("digest");
}

function unproven(member: string): VerificationError {
  return new VerificationError(
    "RECORD_CORRECTION_UNPROVEN",
    "Nothing shows that doctor and patient have corrected this record.",
    {
      facts: { member },
      hints: ["An institution alone can open its commitments anew: do not rely on this version."],
    },
  );
}
