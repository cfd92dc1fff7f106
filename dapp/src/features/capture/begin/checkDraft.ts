import type { Identified, IdentityCheck } from "../../../engine/capturing/identify.ts";

/** What was typed so far, one field for each way. */
export interface CheckDraft {
  readonly how: IdentityCheck | null;
  readonly code: string;
  readonly band: string;
  readonly isConfirmed: boolean;
}

export const emptyCheck: CheckDraft = { how: null, code: "", band: "", isConfirmed: false };

/** Null while something is missing. In person, it is the code that was shown beside the question that is confirmed. */
export function identifiedBy(
  { how, code, band, isConfirmed }: CheckDraft,
  shownCode: string,
): Identified | null {
  if (how === "visit-code") return code.trim() === "" ? null : { how, code };
  if (how === "wristband") return band.trim() === "" ? null : { how, code: band };
  return how === "in-person" && isConfirmed ? { how, code: shownCode } : null;
}
