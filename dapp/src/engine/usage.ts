import type { UsageEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { consortiumOf } from "@medlattice/sdk/network";
import {
  everyItem,
  homeOracle,
  type OwnGrant,
  ownGrants,
  type Person,
  receivedReasons,
} from "@medlattice/sdk/person";
import { chainIdsOf, privateChainIdsOf } from "./chains.ts";
import { createNames, type Names } from "./names.ts";
import type { Session } from "./session/session.ts";

/** One opening of a record, for a page. */
export interface Access {
  readonly accessId: Hex;
  /** Unix seconds. */
  readonly time: number;
  /** Under this pseudonym; the same person has others on other chains. */
  readonly reader: Hex;
  readonly readerName: string | null;
  readonly isReaderVerified: boolean;
  readonly readerOrganization: string | null;
  readonly recordId: Hex;
  /** Where the record is registered; null when nothing tells. */
  readonly recordChainId: number | null;
  readonly grantId: Hex;
  /** Of the grant's home. */
  readonly chainId: number;
  /** What the access was given for, in the words that were signed. */
  readonly purpose: string | null;
  /** Why it was read, in the reader's words; null when nothing arrived that fits what is on chain. */
  readonly reason: string | null;
  /** 1 for the first use of the grant. */
  readonly use: number;
  /** 0: as often as needed; null when no copy of the grant is left. */
  readonly maxUses: number | null;
}

const PAGE = 200;

/** Who used what, when and why: nothing can be opened without an entry here (step 9; F6, M11). */
export function usageVerbs(session: Session) {
  const names = createNames(session);
  return {
    /** Newest first. */
    async list(): Promise<readonly Access[]> {
      const person = session.person();
      const chainIds = chainIdsOf(person);
      const [lists, grants] = await Promise.all([
        Promise.all(chainIds.map((chainId) => reasonedOn(person, chainId))),
        ownGrants(person, chainIds),
      ]);
      const byId = new Map(grants.map((grant) => [grant.entry.grantId, grant]));
      const all = lists.flat().toSorted((a, b) => b.entry.time - a.entry.time);
      return await Promise.all(
        all.map((each) => accessOf({ person, names }, each, byId.get(each.entry.grantId))),
      );
    },
  };
}

interface Reasoned {
  readonly entry: UsageEntry;
  readonly reason: string | null;
}

async function reasonedOn(person: Person, chainId: number): Promise<readonly Reasoned[]> {
  const oracle = await homeOracle(person, chainId);
  const entries = await everyItem((page: { readonly cursor?: string }) =>
    oracle.records.usage({ as: "sender", limit: PAGE, ...page }),
  );
  const reasons = await receivedReasons(person, chainId, entries);
  return entries.map((entry) => ({ entry, reason: reasons.get(entry.accessId) ?? null }));
}

async function accessOf(
  { person, names }: { readonly person: Person; readonly names: Names },
  { entry, reason }: Reasoned,
  grant: OwnGrant | undefined,
): Promise<Access> {
  const { accessId, time, reader, recordId, grantId, chainId, use } = entry;
  const [known, organization] = await Promise.all([
    names.of(chainId, reader),
    names.organizationOf(chainId, reader),
  ]);
  const given = grant?.given ?? null;
  return {
    accessId,
    time,
    reader,
    readerName: known?.name ?? null,
    isReaderVerified: known?.isVerified ?? false,
    readerOrganization: organization,
    recordId,
    recordChainId: given?.coverage.chainId ?? whereElse(person, entry),
    grantId,
    chainId,
    purpose: given?.grant.terms.statement.purpose ?? null,
    reason,
    use,
    maxUses: given?.grant.maxUses ?? null,
  };
}

/** A record of the ledger's own chain is there; one of another chain is at the only institution, where there is only one. */
function whereElse(person: Person, { chainId, foreign }: UsageEntry): number | null {
  if (!foreign && chainId !== consortiumOf(person.network).chainId) return chainId;
  const [only, ...others] = privateChainIdsOf(person);
  return only !== undefined && others.length === 0 ? only : null;
}
