import type { UsageEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { correctionNotices, everyItem, homeOracle, type Person } from "@medlattice/sdk/person";
import { CORRECTION_KIND } from "@medlattice/sdk/record";
import { chainIdsOf } from "./chains.ts";
import { type ReasonName, reasonNameOf } from "./corrections/describe.ts";

/** A record that has changed since this person read it. */
export interface ChangedRecord {
  readonly recordId: Hex;
  /** What was read last. */
  readonly version: number;
  readonly presentVersion: number;
  readonly isErased: boolean;
  /** As the patient has told it; null where only the index says that there was a change. */
  readonly reason: ReasonName | null;
  readonly words: string | null;
  /** When the patient told it, in Unix seconds; null as above. */
  readonly toldAt: number | null;
}

const PAGE = 200;

/** What was corrected or erased since it was read: as patients tell it, and as the index of the record's own chain knows it. */
export async function changesSince(person: Person): Promise<readonly ChangedRecord[]> {
  const perChain = await Promise.all(
    chainIdsOf(person).map(async (chainId) => {
      const oracle = await homeOracle(person, chainId);
      const [notices, uses] = await Promise.all([
        correctionNotices(person, chainId),
        everyItem((page: { readonly cursor?: string }) =>
          oracle.records.usage({ as: "receiver", limit: PAGE, ...page }),
        ),
      ]);
      return { notices, uses };
    }),
  );
  return mergeChanges(
    perChain.flatMap(({ uses }) => uses),
    perChain.flatMap(({ notices }) => notices),
  );
}

type Notice = Awaited<ReturnType<typeof correctionNotices>>[number];
type Told = Pick<Notice, "recordId" | "version" | "presentVersion" | "kind" | "reason" | "words" | "time">;
type Used = Pick<UsageEntry, "recordId" | "version" | "presentVersion" | "isErased">;

/** One entry for each record whose last reading is of an older version than the one it has now. */
export function mergeChanges(uses: readonly Used[], notices: readonly Told[]): readonly ChangedRecord[] {
  const read = new Map<Hex, number>();
  for (const { recordId, version } of uses) read.set(recordId, Math.max(version, read.get(recordId) ?? 0));
  const found = new Map<Hex, ChangedRecord>();
  const note = (change: ChangedRecord): void => {
    const known = found.get(change.recordId);
    if (change.presentVersion <= change.version) return;
    if (known === undefined || change.presentVersion > known.presentVersion || known.reason === null) {
      found.set(change.recordId, change);
    }
  };
  for (const { recordId, presentVersion, isErased } of uses) {
    if (presentVersion === null) continue;
    const version = read.get(recordId) ?? 0;
    note({ recordId, version, presentVersion, isErased, reason: null, words: null, toldAt: null });
  }
  for (const { recordId, version, presentVersion, kind, reason, words, time } of notices) {
    note({
      recordId,
      // A later reading counts: then the notice is of what one has seen since.
      version: Math.max(version, read.get(recordId) ?? 0),
      presentVersion,
      isErased: kind === CORRECTION_KIND.erase,
      reason: reasonNameOf(reason),
      words: words === "" ? null : words,
      toldAt: time,
    });
  }
  return [...found.values()].toSorted((a, b) => (b.toldAt ?? 0) - (a.toldAt ?? 0));
}
