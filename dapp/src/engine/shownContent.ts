import { readableContent, readRedacted, REDACTED_MEDIA_TYPE } from "@medlattice/sdk/fields";

/** A content as pages show it. */
export interface ShownContent {
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Whether parts of it are missing, of which only hashes are left. */
  readonly isInPart: boolean;
}

/** What is left of a record of which parts were removed for good is FHIR with those parts marked as masked; all else is shown as it is. */
export async function shownContent(content: Uint8Array, mediaType: string): Promise<ShownContent> {
  if (mediaType !== REDACTED_MEDIA_TYPE) return { content, mediaType, isInPart: false };
  const document = await readRedacted(content);
  return { content: await readableContent(document), mediaType: document.mediaType, isInPart: true };
}
