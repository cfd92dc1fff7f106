import type { RecordEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { organizationById } from "@medlattice/sdk/network";
import { everyItem, institutionOf, type Person } from "@medlattice/sdk/person";
import { RECORD_STATUS } from "@medlattice/sdk/record";
import { categoriesByTag } from "../categoryOfTag.ts";
import { privateChainIdsOf } from "../chains.ts";
import { labelOf, type RecordLabel } from "../corrections/describe.ts";
import type { Names } from "../names.ts";

/** "claimed": the author says that the patient has agreed, and the chain has not checked it yet (decision 0014). */
export type RecordStatus = "proposed" | "confirmed" | "disputed" | "erased" | "claimed";

/** A record of one's own, without its content. */
export interface OwnRecordEntry {
  readonly chainId: number;
  readonly recordId: Hex;
  /** Null when it is sealed to a category the person has no key for. */
  readonly category: string | null;
  readonly institution: string;
  /** Null for an author who is not listed. */
  readonly authorName: string | null;
  readonly isAuthorVerified: boolean;
  readonly status: RecordStatus;
  readonly version: number;
  /** Unix seconds. */
  readonly proposedAt: number;
  readonly confirmedAt: number | null;
  /** Agreed to beforehand, with the treatment. */
  readonly byMandate: boolean;
  /** The last correction or erasure; null for a record that is as it was first written. */
  readonly label: RecordLabel | null;
  /** The chain has found that the institution's opening of this version does not hold. */
  readonly isRefuted: boolean;
}

const PAGE = 200;

const STATUS: ReadonlyMap<number, RecordStatus> = new Map([
  [RECORD_STATUS.proposed, "proposed"],
  [RECORD_STATUS.confirmed, "confirmed"],
  [RECORD_STATUS.disputed, "disputed"],
  [RECORD_STATUS.erased, "erased"],
  [RECORD_STATUS.claimed, "claimed"],
]);

/** All of a patient's records, newest first. */
export async function ownRecords(person: Person, names: Names): Promise<readonly OwnRecordEntry[]> {
  const lists = await Promise.all(
    privateChainIdsOf(person).map(async (chainId) => {
      const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
      const entries = await everyItem((page: { readonly cursor?: string }) =>
        oracle.records.list({ as: "patient", limit: PAGE, ...page }),
      );
      const describe = describer(person, chainId, names);
      return await Promise.all(entries.map(describe));
    }),
  );
  return lists.flat().toSorted((a, b) => b.proposedAt - a.proposedAt);
}

/** One of them, as it stands now. */
export async function ownRecord(
  person: Person,
  names: Names,
  { chainId, recordId }: { readonly chainId: number; readonly recordId: Hex },
): Promise<OwnRecordEntry> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  return await describer(person, chainId, names)(await oracle.records.get(recordId));
}

function describer(
  person: Person,
  chainId: number,
  names: Names,
): (entry: RecordEntry) => Promise<OwnRecordEntry> {
  const categories = categoriesByTag(person, chainId);
  return async ({ state, proposal, confirmation, label, isRefuted }) => {
    const author = await names.of(chainId, state.author);
    return {
      chainId,
      recordId: state.recordId,
      category: categories.get(state.categoryTag) ?? null,
      institution: organizationById(person.network, state.institution).name,
      authorName: author?.name ?? null,
      isAuthorVerified: author?.isVerified ?? false,
      status: STATUS.get(state.status) ?? "proposed",
      version: state.version,
      proposedAt: proposal.time,
      confirmedAt: confirmation?.time ?? null,
      byMandate: (confirmation?.mandateId ?? null) !== null,
      label: await labelOf(names, chainId, label),
      isRefuted,
    };
  };
}
