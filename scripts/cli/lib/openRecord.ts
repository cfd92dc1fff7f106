import type { RecordEntry } from "@medlattice/sdk/client";
import { reviewRecord } from "@medlattice/sdk/person";
import type { ReviewedProposal } from "@medlattice/sdk/record";
import type { ActingPerson } from "./openPerson.ts";
import { type ContentFacts, describeContent, findRecord } from "./records.ts";

/** A record of the patient's own: verified, opened and described. */
export interface OpenedRecord {
  readonly entry: RecordEntry;
  readonly reviewed: ReviewedProposal;
  readonly facts: ContentFacts;
}

/** Finds, verifies and opens a record of the patient's own. */
export async function openRecord(
  acting: ActingPerson,
  id: string,
  chain: string | undefined,
): Promise<OpenedRecord> {
  const entry = await findRecord(acting, id, { chain, as: "patient" });
  const { chainId, state } = entry;
  const reviewed = await reviewRecord(acting.person, { chainId, recordId: state.recordId });
  const { mediaType } = reviewed.manifest.value.content;
  return { entry, reviewed, facts: await describeContent(reviewed.content, mediaType) };
}
