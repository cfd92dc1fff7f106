import type { Hex } from "@medlattice/sdk/codec";
import { VerificationError } from "@medlattice/sdk/errors";
import { confirmRecord, disputeRecord, institutionOf, reviewRecord } from "@medlattice/sdk/person";
import type { ReviewedProposal, ReviewWarning } from "@medlattice/sdk/record";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { shownContent } from "../shownContent.ts";
import { ownRecord, type OwnRecordEntry, ownRecords } from "./entries.ts";
import { NOT_FHIR, type RecordTitle, titleOf } from "./titles.ts";

/** A record opened and verified, for a page. */
export interface OpenedRecord {
  readonly entry: OwnRecordEntry;
  readonly about: RecordTitle;
  /** Null: erased. */
  readonly content: Uint8Array | null;
  readonly mediaType: string;
  /** Person id, on the record's chain. */
  readonly patient: Hex;
  /** Parts of it were removed for good. */
  readonly isInPart: boolean;
  /** What is not wrong but worth knowing before agreeing. */
  readonly warnings: readonly ReviewWarning["code"][];
}

interface Which {
  readonly chainId: number;
  readonly recordId: Hex;
}

/** Opened records kept for confirming and for going back to; plaintext is large, so few. */
const KEPT = 6;

/** A patient's own records (steps 4 and 8 of their path; M8, F4, F5). */
export function recordVerbs(session: Session) {
  const names = createNames(session);
  const reviewed = new Map<string, ReviewedProposal>();
  const titles = new Map<string, RecordTitle>();
  session.onLeave(() => {
    reviewed.clear();
    titles.clear();
  });

  /** Opens anew, since a record may have changed, and keeps what was seen. */
  async function review({ chainId, recordId }: Which): Promise<ReviewedProposal> {
    const found = await reviewRecord(session.person(), { chainId, recordId });
    const key = keyOf({ chainId, recordId });
    reviewed.delete(key);
    reviewed.set(key, found);
    for (const oldest of reviewed.keys()) {
      if (reviewed.size <= KEPT) break;
      reviewed.delete(oldest);
    }
    const { content, mediaType } = await shownContent(found.content, mediaTypeOf(found));
    titles.set(key, await titleOf(content, mediaType));
    return found;
  }

  /** What the person has looked at, which is what a decision is about. @throws VerificationError `RECORD_NOT_REVIEWED` */
  function requireReviewed(which: Which): ReviewedProposal {
    const seen = reviewed.get(keyOf(which));
    if (seen !== undefined) return seen;
    throw new VerificationError("RECORD_NOT_REVIEWED", "Look at the record before you decide.");
  }

  /** So that what is looked at next shows the decision. */
  async function untilIndexed(chainId: number, atLeastBlock: number): Promise<void> {
    const person = session.person();
    const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
    await oracle.records.list({ limit: 1, atLeastBlock });
  }

  return {
    /** All of them, newest first. */
    async list(): Promise<readonly OwnRecordEntry[]> {
      return await ownRecords(session.person(), names);
    },
    /** Verifies and decrypts. Every check that fails is an error, so what this gives is as it was signed. */
    async open(which: Which): Promise<OpenedRecord> {
      const entry = await ownRecord(session.person(), names, which);
      const patient = session.person().pseudonymOn(which.chainId).personId;
      if (entry.status === "erased") {
        return {
          entry,
          about: NOT_FHIR,
          content: null,
          mediaType: "",
          patient,
          isInPart: false,
          warnings: [],
        };
      }
      const found = await review(which);
      return {
        entry,
        patient,
        about: titles.get(keyOf(which)) ?? NOT_FHIR,
        ...(await shownContent(found.content, mediaTypeOf(found))),
        warnings: found.warnings.map(({ code }) => code),
      };
    },
    /** What it is called, for lists; opened for that the first time. */
    async title(which: Which): Promise<RecordTitle> {
      const known = titles.get(keyOf(which));
      if (known !== undefined) return known;
      const found = await reviewRecord(session.person(), which);
      const { content, mediaType } = await shownContent(found.content, mediaTypeOf(found));
      const title = await titleOf(content, mediaType);
      titles.set(keyOf(which), title);
      return title;
    },
    /** It has changed: what was seen of it holds no longer. */
    forget: async (which: Which): Promise<void> => {
      reviewed.delete(keyOf(which));
      titles.delete(keyOf(which));
    },
    /** Titles of records that were opened before, by `chain/record`. */
    titles: async (): Promise<ReadonlyMap<string, RecordTitle>> => titles,
    /** Agrees to what was looked at; one signature. */
    async confirm(which: Which): Promise<void> {
      const { blockNumber } = await confirmRecord(session.person(), requireReviewed(which));
      await untilIndexed(which.chainId, blockNumber);
      reviewed.delete(keyOf(which));
    },
    /** Disagrees; the doctor's record stays, marked (rule 8). */
    async dispute({ reason, ...which }: Which & { readonly reason: string }): Promise<void> {
      const { blockNumber } = await disputeRecord(session.person(), requireReviewed(which), reason);
      await untilIndexed(which.chainId, blockNumber);
      reviewed.delete(keyOf(which));
    },
  };
}

function keyOf({ chainId, recordId }: Which): string {
  return `${chainId}/${recordId}`;
}

function mediaTypeOf({ manifest }: ReviewedProposal): string {
  return manifest.value.content.mediaType;
}
