import type { CorrectionEntry } from "@medlattice/sdk/client";
import { everyItem, institutionOf } from "@medlattice/sdk/person";
import { kindInWords, reasonInWords } from "./correctionWords.ts";
import { type ActingPerson, privatePseudonyms } from "./openPerson.ts";
import { pickById } from "./pick.ts";
import type { RecordSide } from "./records.ts";

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
