import { InvalidInputError, PermissionError, VerificationError } from "@medlattice/sdk/errors";
import { ZERO32 } from "@medlattice/sdk/keys";
import {
  type Correction,
  CORRECTION_KIND,
  CORRECTION_REASON,
  RECORD_STATUS,
  type RecordState,
} from "@medlattice/sdk/record";

/**
 * That a correction is of the record as it is now, and says what its kind needs. The contract checks the same; here it keeps the trapdoor
 * from opening anything that could never be landed.
 *
 * @throws VerificationError CORRECTION_MISMATCH (facts.member) | InvalidInputError CORRECTION_INVALID (facts.member)
 */
export function checkStatement(statement: Correction, state: RecordState, orgId: string): void {
  if (state.institution !== orgId) throw mismatch("institution");
  if (state.status !== RECORD_STATUS.confirmed) throw mismatch("status");
  if (statement.recordId !== state.recordId) throw mismatch("recordId");
  if (statement.patient !== state.patient) throw mismatch("patient");
  if (statement.version !== state.version + 1) throw mismatch("version");
  if (statement.sequence !== state.sequence) throw mismatch("sequence");
  const { kind, reason } = statement;
  const removes = kind === CORRECTION_KIND.erase || kind === CORRECTION_KIND.redact;
  if (reason === CORRECTION_REASON.patientsWish && !removes) throw invalid("reason");
  const content = [statement.digest, statement.fieldRoot, statement.manifestHash];
  const isErasure = kind === CORRECTION_KIND.erase;
  if (content.some((word) => (word === ZERO32) !== isErasure)) throw invalid("content");
  if (isErasure && (statement.keywordRoot !== ZERO32 || statement.stationRoot !== ZERO32))
    throw invalid("content");
  if ((statement.policyRoot !== ZERO32) !== (kind === CORRECTION_KIND.amend)) throw invalid("policyRoot");
}

export function notAuthor(): PermissionError {
  return new PermissionError(
    "CORRECTION_NOT_PERMITTED",
    "Only a doctor of this institution corrects its records.",
    {
      hints: ["The statement names its author: it is the doctor who brings it."],
    },
  );
}

function mismatch(member: string): VerificationError {
  return new VerificationError(
    "CORRECTION_MISMATCH",
    "The correction does not fit the record as it is now.",
    {
      facts: { member },
      hints: ["Fetch the record's present state and prepare the correction again."],
    },
  );
}

function invalid(member: string): InvalidInputError {
  return new InvalidInputError("CORRECTION_INVALID", "The correction does not say what its kind needs.", {
    facts: { member },
  });
}
