import { CORRECTION_KIND, CORRECTION_REASON, type CorrectionReason } from "@medlattice/sdk/record";
import { z } from "zod";

/** Reasons by the name they have at the command line. */
export const REASONS: Readonly<Record<string, CorrectionReason>> = {
  "another-patient": CORRECTION_REASON.anotherPatients,
  "wrong-value": CORRECTION_REASON.wrongValue,
  "wrong-time": CORRECTION_REASON.wrongTime,
  "entered-in-error": CORRECTION_REASON.enteredInError,
  "patients-wish": CORRECTION_REASON.patientsWish,
  other: CORRECTION_REASON.other,
};

export const REASON_NAMES = Object.keys(REASONS).join(", ");

export const reasonSchema = z
  .string()
  .refine((name) => Object.hasOwn(REASONS, name), { error: `one of ${REASON_NAMES}` })
  .transform((name): CorrectionReason => REASONS[name] ?? CORRECTION_REASON.other);

const KIND_WORDS = new Map<number, string>([
  [CORRECTION_KIND.replace, "replaced as a whole"],
  [CORRECTION_KIND.amend, "amended within a policy"],
  [CORRECTION_KIND.redact, "parts erased for good"],
  [CORRECTION_KIND.erase, "erased"],
]);

export function kindInWords(kind: number): string {
  return KIND_WORDS.get(kind) ?? String(kind);
}

export function reasonInWords(reason: number): string {
  return Object.entries(REASONS).find(([, value]) => value === reason)?.[0] ?? String(reason);
}
