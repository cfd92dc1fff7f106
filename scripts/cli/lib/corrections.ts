import type { CorrectionEntry } from "@medlattice/sdk/client";
import { everyItem, institutionOf } from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON, type CorrectionReason } from "@medlattice/sdk/record";
import { z } from "zod";
import { type ActingPerson, privatePseudonyms } from "./openPerson.ts";
import { pickById } from "./pick.ts";
import type { RecordSide } from "./records.ts";

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

/** Corrections of the person's records, or those the doctor has handed in. */
export async function correctionsOf(
  acting: ActingPerson,
  { chain, as }: { readonly chain?: string | undefined; readonly as: RecordSide },
): Promise<readonly CorrectionEntry[]> {
  const lists = await Promise.all(
    privatePseudonyms(acting, chain).map(async ({ chainId }) => {
      const oracle = await acting.person.oracle(institutionOf(acting.network, chainId), chainId);
      return await everyItem((page: { readonly cursor?: number }) =>
        oracle.corrections.list({ as, ...page }),
      );
    }),
  );
  return lists.flat();
}

export async function findCorrection(
  acting: ActingPerson,
  prefix: string,
  options: { readonly chain?: string | undefined; readonly as: RecordSide },
): Promise<CorrectionEntry> {
  return pickById(await correctionsOf(acting, options), prefix, {
    idOf: ({ correctionHash }) => correctionHash,
    noun: "correction",
    listCommand: "npx medlattice corrections list shows them.",
  });
}

/** What a program is told of a correction. */
export function correctionJson({ correctionHash, chainId, status, createdAt, statement }: CorrectionEntry) {
  const { recordId, version, kind, reason, author, patient } = statement;
  return {
    correctionHash,
    chainId,
    status,
    createdAt,
    recordId,
    version,
    kind: kindInWords(kind),
    reason: reasonInWords(reason),
    author,
    patient,
  };
}
