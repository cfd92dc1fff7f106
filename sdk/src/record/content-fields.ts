import type { ByteSource, Hex } from "../codec/index.ts";
import type { RecordRef } from "../envelope/index.ts";
import { VerificationError } from "../errors/index.ts";
import { type FieldInput, fieldRootOf, fieldSeedOf, openLayout } from "../fields/index.ts";
import { ZERO32 } from "../keys/index.ts";
import type { Manifest } from "../manifest/index.ts";

/** A version of a record, opened. */
export interface OpenedVersion {
  readonly record: RecordRef;
  readonly manifest: Manifest;
  readonly content: Uint8Array;
  /** From `openContent` or `openFileKey`. */
  readonly fileKey: Uint8Array;
}

/**
 * What `readFields` takes to read the fields of a version; null of a record without fields.
 * @throws VerificationError AEAD_INVALID | FIELDS_LAYOUT_INVALID
 */
export function fieldInputOf({ record, manifest, content, fileKey }: OpenedVersion): FieldInput | null {
  const { fieldRoot, fieldLayout, mediaType } = manifest.content;
  if (fieldRoot === ZERO32) return null;
  const { recordId, version } = record;
  const input = { content, mediaType, fieldSeed: fieldSeedOf(fileKey, recordId) };
  if (fieldLayout === undefined) return input;
  return { ...input, layout: openLayout(fieldLayout, { fileKey, recordId, version }) };
}

/**
 * Compares the root in the manifest, and so in the commitment, with the content's. Whether there are fields at all is returned: the
 * commitment of a record may say that it has none.
 *
 * @throws VerificationError FIELD_ROOT_MISMATCH: parts of the record could never be shown or amended truthfully
 */
export async function checkFields(opened: OpenedVersion): Promise<boolean> {
  const input = fieldInputOf(opened);
  if (input === null) return false;
  if ((await fieldRootOf(input)) === opened.manifest.content.fieldRoot) return true;
  throw new VerificationError(
    "FIELD_ROOT_MISMATCH",
    "The record's fields are not those that its author committed to.",
    {
      hints: ["Do not confirm it: ask its author to write it again."],
    },
  );
}

/** The root of a new record's first version. */
export function firstFieldRoot(options: {
  readonly content: ByteSource;
  readonly mediaType: string;
  readonly fileKey: Uint8Array;
  readonly recordId: Hex;
  readonly signal?: AbortSignal | undefined;
}): Promise<Hex> {
  const { content, mediaType, fileKey, recordId, signal } = options;
  const fieldSeed = fieldSeedOf(fileKey, recordId);
  return fieldRootOf({ content, mediaType, fieldSeed, ...(signal === undefined ? {} : { signal }) });
}
