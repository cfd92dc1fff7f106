import type { CorrectionEntry, CorrectionStatus, LabelEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { organizationById } from "@medlattice/sdk/network";
import { institutionOf, type Person } from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import type { Names } from "../names.ts";

export type KindName = keyof typeof CORRECTION_KIND;
export type ReasonName = keyof typeof CORRECTION_REASON;

/** A correction without its content, for lists. */
export interface CorrectionSummary {
  readonly chainId: number;
  readonly correctionHash: Hex;
  readonly recordId: Hex;
  readonly kind: KindName;
  readonly reason: ReasonName;
  readonly status: CorrectionStatus;
  /** The one it makes, counted from 0. */
  readonly version: number;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly institution: string;
  /** Null for a doctor who is not listed. */
  readonly authorName: string | null;
}

/** What the log of corrections says of a record as it is now. */
export interface RecordLabel {
  readonly kind: KindName;
  readonly reason: ReasonName;
  readonly version: number;
  readonly authorName: string | null;
  /** Unix seconds. */
  readonly time: number;
}

export async function summaryOf(
  person: Person,
  names: Names,
  { chainId, correctionHash, status, createdAt, statement }: CorrectionEntry,
): Promise<CorrectionSummary> {
  const { recordId, version, kind, reason, author } = statement;
  const known = await names.of(chainId, author);
  return {
    chainId,
    correctionHash,
    recordId,
    kind: kindNameOf(kind),
    reason: reasonNameOf(reason),
    status,
    version,
    createdAt,
    institution: organizationById(person.network, institutionOf(person.network, chainId)).name,
    authorName: known?.name ?? null,
  };
}

export async function labelOf(
  names: Names,
  chainId: number,
  label: LabelEntry | null,
): Promise<RecordLabel | null> {
  if (label === null) return null;
  const { kind, reason, version, author, time } = label;
  const known = await names.of(chainId, author);
  return {
    kind: kindNameOf(kind),
    reason: reasonNameOf(reason),
    version,
    authorName: known?.name ?? null,
    time,
  };
}

export function kindNameOf(kind: number): KindName {
  return nameOf(CORRECTION_KIND, kind) ?? "replace";
}

export function reasonNameOf(reason: number): ReasonName {
  return nameOf(CORRECTION_REASON, reason) ?? "other";
}

function nameOf<Name extends string>(table: Readonly<Record<Name, number>>, value: number): Name | undefined {
  return namesIn(table).find((name) => table[name] === value);
}

function namesIn<Name extends string>(table: Readonly<Record<Name, number>>): readonly Name[] {
  // `Object.keys` types the names of a record as any text.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.keys(table) as Name[];
}
