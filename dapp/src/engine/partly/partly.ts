import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { readableContent } from "@medlattice/sdk/fields";
import { organizationById } from "@medlattice/sdk/network";
import {
  givenRedacted,
  institutionOf,
  ownFields,
  type Person,
  type ReceivedRedacted,
  receivedRedacted,
  type RedactedStanding,
  shareRedacted,
  verifyRedacted,
} from "@medlattice/sdk/person";
import { chainIdsOf } from "../chains.ts";
import { kindNameOf, reasonNameOf, type KindName, type ReasonName } from "../corrections/describe.ts";
import { createNames } from "../names.ts";
import type { Session } from "../session/session.ts";
import { type HidingLook, type HidingOffer, lookOf, offerOf } from "./hiding.ts";

interface WhichRecord {
  readonly chainId: number;
  readonly recordId: Hex;
}

/** A record to give away with parts blacked out. */
export interface GivingInPart extends WhichRecord {
  readonly hide: readonly string[];
  readonly reader: { readonly chainId: number; readonly personId: Hex };
  readonly title: string;
  readonly words: string;
}

/** A copy in a mailbox, not opened yet. */
export interface PartlyEntry {
  readonly messageId: Hex;
  readonly title: string;
  readonly words: string;
  readonly institution: string;
  /** Who may read it, for its giver; null where nobody is listed. */
  readonly readerName: string | null;
  /** Unix seconds. */
  readonly at: number;
}

/** A copy, verified and made readable. */
export interface OpenedPartly {
  readonly entry: PartlyEntry;
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly standing: RedactedStanding;
  /** When the institution said so, Unix seconds; null where the own organisation's chain did, or nobody. */
  readonly attestedAt: number | null;
  readonly authorName: string | null;
  /** As it was when it was given. */
  readonly version: number;
  readonly label: { readonly kind: KindName; readonly reason: ReasonName } | null;
  readonly isSomethingNameless: boolean;
}

/** Giving a record away with parts blacked out, and reading one (rule 12; docs/corrections.md "Fields"). */
export function partlyVerbs(session: Session) {
  const names = createNames(session);

  async function received(): Promise<readonly ReceivedRedacted[]> {
    const person = session.person();
    const lists = await Promise.all(
      chainIdsOf(person).map(async (chainId) => receivedRedacted(person, chainId)),
    );
    return lists.flat().toSorted((a, b) => b.receivedAt - a.receivedAt);
  }

  async function entryOf(person: Person, { messageId, copy }: ReceivedRedacted): Promise<PartlyEntry> {
    const { title, words, time, record, chainId, recipient } = copy;
    const known = await names.of(chainId, recipient);
    return {
      messageId,
      title,
      words,
      institution: organizationById(person.network, institutionOf(person.network, record.chainId)).name,
      readerName: known?.name ?? null,
      at: time,
    };
  }

  return {
    /** What can be hidden of a record of one's own. @throws InvalidInputError `RECORD_WITHOUT_FIELDS` */
    async offer(which: WhichRecord): Promise<HidingOffer> {
      return offerOf((await ownFields(session.person(), which)).document);
    },
    /** What the reader will see, and what tells of the hidden all the same. */
    async look({ hide, ...which }: WhichRecord & { readonly hide: readonly string[] }): Promise<HidingLook> {
      return await lookOf((await ownFields(session.person(), which)).document, hide);
    },
    /** Gives it away, for good; one signature. */
    async give({ reader, ...giving }: GivingInPart): Promise<void> {
      const grantee = { chainId: reader.chainId, id: reader.personId };
      await shareRedacted(session.person(), { ...giving, grantee });
    },
    /** What was given away, newest first. */
    async given(): Promise<readonly PartlyEntry[]> {
      const person = session.person();
      const lists = await Promise.all(
        chainIdsOf(person).map(async (chainId) => givenRedacted(person, chainId)),
      );
      const all = await Promise.all(lists.flat().map(async (each) => entryOf(person, each)));
      return all.toSorted((a, b) => b.at - a.at);
    },
    /** What was given to this person, newest first. */
    async list(): Promise<readonly PartlyEntry[]> {
      const person = session.person();
      return await Promise.all((await received()).map(async (each) => entryOf(person, each)));
    },
    /** Verifies against the chain, then shows. */
    async open(messageId: Hex): Promise<OpenedPartly> {
      const person = session.person();
      const found = (await received()).find((each) => each.messageId === messageId);
      if (found === undefined) {
        throw new InvalidInputError("COPY_NOT_FOUND", "Nobody has given you this copy.");
      }
      const { document, verified, standing, attested } = await verifyRedacted(person, found.copy);
      const { author, state, correction } = verified;
      const { chainId } = found.copy.record;
      return {
        entry: await entryOf(person, found),
        content: await readableContent(document),
        mediaType: document.mediaType,
        standing,
        attestedAt: attested?.attestedAt ?? null,
        authorName: (await names.of(chainId, author).catch(() => null))?.name ?? null,
        version: state.version,
        label:
          correction === null || correction === undefined
            ? null
            : {
                kind: kindNameOf(correction.statement.kind),
                reason: reasonNameOf(correction.statement.reason),
              },
        isSomethingNameless: document.sections.some(({ kind }) => kind === "hidden"),
      };
    },
  };
}
