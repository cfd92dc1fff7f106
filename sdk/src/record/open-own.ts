import { readAllBytes, type ByteSource } from "../codec/index.ts";
import { CAPSULE_KIND, openOwnCapsule } from "../crypto/index.ts";
import { open, type RecordParts, type RecordRef } from "../envelope/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { categoryScalar, categoryTag, tagKey, type MasterKey } from "../keys/index.ts";
import { capsuleContextOf, capsuleOf, type Manifest } from "../manifest/index.ts";

/** Largest record that is opened into memory unless the caller allows more. */
export const CONTENT_LIMIT_BYTES = 268_435_456;

/**
 * Opens the patient's part with the scalar of the record's category.
 *
 * @param codes the patient's categories; the record's tag says which one it is.
 * @throws InvalidInputError CATEGORY_UNKNOWN | VerificationError CAPSULE_KEY_MISMATCH | CAPSULE_UNOPENABLE
 */
export function openPatientPart(options: {
  readonly manifest: Manifest;
  readonly master: MasterKey;
  readonly codes: readonly string[];
}): { readonly part: Uint8Array; readonly category: { readonly code: string; readonly epoch: number } } {
  const { manifest, master, codes } = options;
  const { content } = manifest;
  const key = tagKey(master, content.chainId);
  const code = codes.find((candidate) => categoryTag(key, candidate) === content.categoryTag);
  if (code === undefined) {
    throw new InvalidInputError("CATEGORY_UNKNOWN", "The record's category is none of this person's.", {
      hints: ["The record may be another person's, or its category was never published in the key manifest."],
    });
  }
  const capsule = capsuleOf(manifest, CAPSULE_KIND.category);
  const { epoch } = capsule;
  const part = openOwnCapsule({
    capsule,
    a: categoryScalar(master, code, epoch),
    context: capsuleContextOf(content, capsule),
  });
  return { part, category: { code, epoch } };
}

/**
 * Opens the sealed file whole and compares it with the manifest in digest and size before anything of it is handed out.
 * @throws VerificationError ENVELOPE_* | RECORD_SIZE_MISMATCH; InvalidInputError STREAM_TOO_LARGE
 */
export async function openContent(options: {
  readonly sealed: ByteSource;
  readonly record: RecordRef;
  readonly parts: RecordParts;
  readonly manifest: Manifest;
  readonly limitBytes?: number;
  /** Told the file's key, for `fieldsOfContent`. */
  readonly onFileKey?: (fileKey: Uint8Array) => void;
}): Promise<Uint8Array> {
  const { sealed, record, parts, manifest, limitBytes = CONTENT_LIMIT_BYTES, onFileKey } = options;
  const plaintext = await open({
    sealed,
    record,
    parts,
    expected: manifest.content,
    ...(onFileKey === undefined ? {} : { onFileKey }),
  });
  const content = await readAllBytes(plaintext, limitBytes, manifest.content.sizeBytes);
  if (content.length === manifest.content.sizeBytes) return content;
  throw new VerificationError("RECORD_SIZE_MISMATCH", "The record's size is not the one in its manifest.", {
    facts: { expectedBytes: manifest.content.sizeBytes, actualBytes: content.length },
  });
}
