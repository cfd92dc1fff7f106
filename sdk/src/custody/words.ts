import { CORRECTION_KIND, CORRECTION_REASON } from "../record/correction.ts";
import type { CustodyRequest, OpeningRequest } from "./request.ts";

const KINDS: Record<number, string> = {
  [CORRECTION_KIND.replace]: "replace the whole content",
  [CORRECTION_KIND.amend]: "change a few sections that the policy allows",
  [CORRECTION_KIND.redact]: "erase parts for good",
  [CORRECTION_KIND.erase]: "erase the whole content for good",
};
const REASONS: Record<number, string> = {
  [CORRECTION_REASON.anotherPatients]: "it is another patient's",
  [CORRECTION_REASON.wrongValue]: "a value is wrong",
  [CORRECTION_REASON.wrongTime]: "the time is wrong",
  [CORRECTION_REASON.enteredInError]: "it was entered in error",
  [CORRECTION_REASON.patientsWish]: "the patient wishes it",
  [CORRECTION_REASON.other]: "another reason",
};

/** What an officer is asked, in words, in the order in which they are read. No content: officers never see any. */
export interface RequestInWords {
  readonly record: string;
  readonly change: string;
  readonly reason: string;
  readonly doctor: string;
  readonly next: string;
}

/** The words in which a correction is put to an officer. */
export function openingInWords({ correction }: Pick<OpeningRequest, "correction">): RequestInWords {
  const { recordId, patient, version, kind, reason, author } = correction;
  return {
    record: `record ${recordId} of patient ${patient}`,
    change: `${KINDS[kind] ?? "an unknown change"} (version ${version - 1} becomes ${version})`,
    reason: REASONS[reason] ?? "an unknown reason",
    doctor: `doctor ${author}`,
    next: "The patient has still to agree; without that nothing changes.",
  };
}

/** The one sentence that an officer's wallet shows, and that stands in what it signs. */
export function decisionStatement(request: CustodyRequest, approves: boolean): string {
  const { task } = request;
  const verb = approves ? "I approve" : "I decline";
  if (task.kind === "possession") {
    return `${verb} registering the officers' key for chain ${task.chainId}.`;
  }
  const { record, change, reason, doctor, next } = openingInWords(task);
  return `${verb} a correction of ${record}: ${change}, because ${reason}. Written by ${doctor}. ${next}`;
}

export const CONTRIBUTION_STATEMENT =
  "I contribute to the key with which officers permit corrections together.";
export const CONFIRMATION_STATEMENT =
  "I hold my share of the officers' key and have seen the same contributions as the others.";
