import { createHash } from "node:crypto";
import type { RecordEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidFhirError, validateFhir } from "@medlattice/sdk/fhir";
import { everyItem, institutionOf } from "@medlattice/sdk/person";
import { RECORD_STATUS } from "@medlattice/sdk/record";
import { kindInWords, reasonInWords } from "./correctionWords.ts";
import { categoryOfTag } from "./categories.ts";
import { type ActingPerson, privatePseudonyms } from "./openPerson.ts";
import { pickById } from "./pick.ts";
import { sizeInWords } from "./text.ts";

const STATUS_NAMES = new Map<number, string>(
  Object.entries(RECORD_STATUS).map(([name, status]) => [status, name]),
);

/** Whether somebody's records are those about her, or those she wrote. */
export type RecordSide = "patient" | "author";

export function sideOf({ profile }: ActingPerson): RecordSide {
  return profile.role === "Patient" ? "patient" : "author";
}

/** All records of the acting person, at all institutions or the one named; newest first at each. */
export async function recordsOf(
  acting: ActingPerson,
  { chain, as }: { readonly chain?: string | undefined; readonly as: RecordSide },
): Promise<readonly RecordEntry[]> {
  const lists = await Promise.all(
    privatePseudonyms(acting, chain).map(async ({ chainId }) => {
      const oracle = await acting.person.oracle(institutionOf(acting.network, chainId), chainId);
      return await everyItem((page: { readonly cursor?: string }) => oracle.records.list({ as, ...page }));
    }),
  );
  return lists.flat();
}

/** The person's record whose id begins like this. */
export async function findRecord(
  acting: ActingPerson,
  prefix: string,
  options: { readonly chain?: string | undefined; readonly as: RecordSide },
): Promise<RecordEntry> {
  return pickById(await recordsOf(acting, options), prefix, {
    idOf: ({ state }) => state.recordId,
    noun: "record",
    listCommand: "npx medlattice record list shows them.",
  });
}

export function statusName(status: number): string {
  return STATUS_NAMES.get(status) ?? String(status);
}

/** What a program is told of a record. */
export function recordJson(
  acting: ActingPerson,
  { chainId, state, proposal, confirmation, label, isRefuted }: RecordEntry,
) {
  const { recordId, patient, author, institution, treatmentId, version, sequence, status, categoryTag } =
    state;
  return {
    recordId,
    chainId,
    status: statusName(status),
    version,
    sequence,
    patient,
    author,
    institution,
    treatmentId,
    category: categoryOfTag(acting.person, chainId, categoryTag),
    proposedAt: proposal.time,
    confirmedAt: confirmation?.time ?? null,
    height: confirmation?.height ?? null,
    label:
      label === null
        ? null
        : {
            version: label.version,
            kind: kindInWords(label.kind),
            reason: reasonInWords(label.reason),
            author: label.author,
            time: label.time,
          },
    isRefuted,
  };
}

/** What a record's content is, in words: for its owner's eyes only. */
export interface ContentFacts {
  readonly title: string;
  readonly summary: string;
  readonly bytes: number;
  /** Hex, without 0x, as `sha256sum` prints it. */
  readonly sha256: string;
}

export async function describeContent(content: Uint8Array, mediaType: string): Promise<ContentFacts> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const plain = { title: `File (${mediaType})`, summary: sizeInWords(content.length) };
  const { title, summary } = mediaType.includes("fhir+json") ? await describeFhir(content, plain) : plain;
  return { title, summary, bytes: content.length, sha256 };
}

/** A file that is not what its type says is still shown for what it is. */
async function describeFhir(
  bytes: Uint8Array,
  otherwise: { readonly title: string; readonly summary: string },
): Promise<{ readonly title: string; readonly summary: string }> {
  try {
    return await validateFhir({ bytes });
  } catch (error) {
    if (error instanceof InvalidFhirError) return { ...otherwise, summary: error.message };
    throw error;
  }
}

/** Enough of an id to name it in the next command. */
export function enough(id: Hex): string {
  return id.slice(0, 10);
}
