import type { ErasureEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError, MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { organizationById } from "@medlattice/sdk/network";
import {
  correctionAnswers,
  declineCorrection,
  erasuresOf,
  everyItem,
  institutionOf,
  pendingCorrections,
  type Person,
  permitCorrection,
  requestCorrection,
  type ReviewedCorrection,
  reviewCorrection,
  sentCorrectionRequests,
  tellReaders,
} from "@medlattice/sdk/person";
import { privateChainIdsOf } from "../chains.ts";
import { createNames } from "../names.ts";
import { type ShownContent, shownContent } from "../shownContent.ts";
import type { Session } from "../session/session.ts";
import { type BoundsName, boundsNameOf } from "./amending.ts";
import { type CorrectionSummary, summaryOf } from "./describe.ts";

interface WhichRecord {
  readonly chainId: number;
  readonly recordId: Hex;
}

export interface WhichCorrection {
  readonly chainId: number;
  readonly correctionHash: Hex;
}

/** "This record is wrong", as the patient said it. */
export interface SentRequest {
  readonly id: Hex;
  readonly words: string;
  /** Unix seconds. */
  readonly sentAt: number;
}

/** What there is to say of corrections of one record. */
export interface RecordCorrections {
  /** Newest first. */
  readonly requests: readonly SentRequest[];
  /** What doctors have answered, newest first. */
  readonly answers: readonly { readonly id: Hex; readonly words: string; readonly at: number }[];
  /** All that were ever prepared, newest first. */
  readonly corrections: readonly CorrectionSummary[];
}

/** A correction opened and verified, both versions. */
export interface OpenedCorrection {
  readonly summary: CorrectionSummary;
  /** In the doctor's words. */
  readonly words: string | null;
  readonly before: ShownContent;
  /** Null for an erasure. */
  readonly after: ShownContent | null;
  /** What an amendment could change at most, its proof checked here; null for other kinds. */
  readonly bounds: { readonly name: BoundsName; readonly isAccepted: boolean } | null;
}

export interface ToldReaders {
  readonly told: number;
  readonly failed: number;
}

/** Who has confirmed in writing that what it kept of former versions is gone. */
export interface Erasure {
  readonly version: number;
  readonly receipts: readonly { readonly organization: string; readonly at: number }[];
  readonly waitingFor: readonly string[];
}

/** What a patient does about a record that is wrong (S4; docs/corrections.md). */
export function correctionVerbs(session: Session) {
  const names = createNames(session);
  const reviewed = new Map<Hex, ReviewedCorrection>();
  session.onLeave(() => reviewed.clear());

  /** What the person has looked at, which is what a permission is about. @throws VerificationError `CORRECTION_NOT_REVIEWED` */
  function requireReviewed(correctionHash: Hex): ReviewedCorrection {
    const seen = reviewed.get(correctionHash);
    if (seen !== undefined) return seen;
    throw new VerificationError("CORRECTION_NOT_REVIEWED", "Look at both versions before you decide.");
  }

  return {
    /** Tells the doctor who wrote it; a copy stays with the patient, sealed like the rest. */
    async sayWrong(said: WhichRecord & { readonly words: string }): Promise<void> {
      await requestCorrection(session.person(), said);
    },
    async ofRecord({ chainId, recordId }: WhichRecord): Promise<RecordCorrections> {
      const person = session.person();
      const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
      const [requests, answers, entries] = await Promise.all([
        sentCorrectionRequests(person, chainId),
        correctionAnswers(person, chainId),
        everyItem((page: { readonly cursor?: number }) =>
          oracle.corrections.list({ as: "patient", ...page }),
        ),
      ]);
      const own = entries.filter(({ statement }) => statement.recordId === recordId);
      const beside = new Set(own.map(({ correctionHash }) => correctionHash));
      return {
        requests: requests
          .filter((each) => each.recordId === recordId)
          .map(({ hash, words, time }) => ({ id: hash, words, sentAt: time })),
        answers: answers
          .filter((each) => !each.isOwn && each.recordId === recordId && !beside.has(each.about))
          .map(({ hash, words, time }) => ({ id: hash, words, at: time })),
        corrections: await Promise.all(own.map(async (entry) => summaryOf(person, names, entry))),
      };
    },
    /** What waits for the patient's permission, newest first, over all institutions. */
    async pending(): Promise<readonly CorrectionSummary[]> {
      const person = session.person();
      const lists = await Promise.all(
        privateChainIdsOf(person).map(async (chainId) => pendingCorrections(person, chainId)),
      );
      const all = await Promise.all(lists.flat().map(async (entry) => summaryOf(person, names, entry)));
      return all.toSorted((a, b) => b.createdAt - a.createdAt);
    },
    /** Both versions, verified and decrypted. Every check that fails is an error. */
    async review({ chainId, correctionHash }: WhichCorrection): Promise<OpenedCorrection> {
      const person = session.person();
      const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
      if ((await oracle.corrections.get(correctionHash)).status !== "pending") throw notPending();
      const found = await reviewCorrection(person, { chainId, correctionHash });
      reviewed.clear();
      reviewed.set(correctionHash, found);
      const { present, next, words, entry, bounds } = found;
      return {
        summary: await summaryOf(person, names, entry),
        words,
        before: await shownContent(present.content, present.manifest.value.content.mediaType),
        after: next === null ? null : await shownContent(next.content, next.manifest.value.content.mediaType),
        bounds: bounds && { name: boundsNameOf(bounds), isAccepted: bounds.isAccepted },
      };
    },
    /** Agrees to what was looked at. */
    async permit({ chainId, correctionHash }: WhichCorrection): Promise<void> {
      const person = session.person();
      const { blockNumber, keysBlockNumber } = await permitCorrection(
        person,
        requireReviewed(correctionHash),
      );
      await untilIndexed(person, chainId, keysBlockNumber ?? blockNumber);
      reviewed.delete(correctionHash);
    },
    async decline({ words, ...which }: WhichCorrection & { readonly words: string }): Promise<void> {
      await declineCorrection(session.person(), { ...which, ...(words === "" ? {} : { words }) });
      reviewed.delete(which.correctionHash);
    },
    /** Everybody who read a former version; one signature for each. */
    async tellReaders(which: WhichRecord & { readonly words: string }): Promise<ToldReaders> {
      const told = await tellReaders(session.person(), which);
      const failed = told.filter(({ problem }) => problem !== null).length;
      return { told: told.length - failed, failed };
    },
    /** How far former versions are gone for good. */
    async erasures(which: WhichRecord): Promise<readonly Erasure[]> {
      const person = session.person();
      return (await erasuresOf(person, which)).map((entry) => erasureOf(person, entry));
    },
  };
}

function notPending(): InvalidInputError {
  return new InvalidInputError("CORRECTION_NOT_PENDING", "This correction waits for you no longer.", {
    hints: ["Look at the record to see how it stands."],
  });
}

function erasureOf(person: Person, { version, receipts, waitingFor }: ErasureEntry): Erasure {
  const nameOf = (organization: Hex): string => {
    try {
      return organizationById(person.network, organization).name;
    } catch (error) {
      if (error instanceof MedLatticeError) return "–";
      throw error;
    }
  };
  return {
    version,
    receipts: receipts.map(({ organization, erasedAt }) => ({
      organization: nameOf(organization),
      at: erasedAt,
    })),
    waitingFor: waitingFor.map(nameOf),
  };
}

/** So that what is looked at next shows the correction. */
async function untilIndexed(person: Person, chainId: number, atLeastBlock: number): Promise<void> {
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  await oracle.records.list({ limit: 1, atLeastBlock });
}
