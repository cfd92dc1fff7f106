import type { Hex } from "../codec/index.ts";
import { InvalidInputError, MedLatticeError } from "../errors/index.ts";
import { sendCorrectionMail, receivedCorrectionMail, type ReceivedCorrectionMail } from "./correctionMail.ts";
import { everyItem } from "./everyPage.ts";
import { homeOracle } from "./homeOracle.ts";
import type { Person } from "./person.ts";
import { institutionOf } from "./places.ts";

export interface ToldReader {
  readonly chainId: number;
  readonly reader: Hex;
  /** The latest version that this reader has opened. */
  readonly version: number;
  /** What kept the message from arriving, null when it is on its way. */
  readonly problem: MedLatticeError | null;
}

/**
 * The patient tells everybody who has opened a former version of a record that it was corrected, or its content erased. Those are found in the
 * chains' lists of uses, on every chain where the patient is known.
 */
export async function tellReaders(
  person: Person,
  {
    chainId,
    recordId,
    words = "",
  }: { readonly chainId: number; readonly recordId: Hex; readonly words?: string },
): Promise<readonly ToldReader[]> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const { label } = await oracle.records.get(recordId);
  if (label === null) {
    throw new InvalidInputError("RECORD_NOT_CORRECTED", "This record has never been corrected.");
  }
  const { version: presentVersion, kind, reason } = label;
  const told: ToldReader[] = [];
  for (const at of person.pseudonyms.map((pseudonym) => pseudonym.chainId)) {
    for (const [reader, version] of await readersOn(person, at, recordId, presentVersion)) {
      const notice = {
        format: "medlattice/correction-notice/v1",
        recipient: reader,
        recordId,
        version,
        words,
        presentVersion,
        kind,
        reason,
      } as const;
      const problem = await sendCorrectionMail(person, at, notice, { isKept: false }).then(
        () => null,
        (error: unknown) => {
          if (error instanceof MedLatticeError) return error;
          throw error;
        },
      );
      told.push({ chainId: at, reader, version, problem });
    }
  }
  return told;
}

async function readersOn(
  person: Person,
  chainId: number,
  recordId: Hex,
  presentVersion: number,
): Promise<ReadonlyMap<Hex, number>> {
  const oracle = await homeOracle(person, chainId);
  const uses = await everyItem((page: { readonly cursor?: string }) =>
    oracle.records.usage({ as: "sender", ...page }),
  );
  const readers = new Map<Hex, number>();
  for (const { recordId: used, reader, version } of uses) {
    if (used !== recordId || version >= presentVersion) continue;
    readers.set(reader, Math.max(version, readers.get(reader) ?? 0));
  }
  return readers;
}

/** What patients have told this reader of records that were corrected since, newest first. */
export async function correctionNotices(
  person: Person,
  chainId: number,
): Promise<
  readonly Extract<ReceivedCorrectionMail, { readonly format: "medlattice/correction-notice/v1" }>[]
> {
  const mail = await receivedCorrectionMail(person, chainId);
  return mail.filter((one) => one.format === "medlattice/correction-notice/v1");
}
