import type { Hex } from "../codec/index.ts";
import type {
  AmendmentStep,
  FieldDocument,
  FieldLayout,
  FieldPolicy,
  FieldTree,
} from "./types.ts";

/** `HKDF-SHA256(fileKey, salt "medlattice/field-seed/v1", info recordId)`, 32 bytes. The file key comes from `seal` and `open` (`fileKey` in their results). */
export declare function fieldSeedOf(fileKey: Uint8Array, recordId: Hex): Uint8Array;

/**
 * Cuts a content into sections and makes their tree. Version 0 has no layout; later ones have theirs in the manifest
 * (`openLayout`). A redacted record (media type `REDACTED_MEDIA_TYPE`) says everything itself and needs neither seed nor layout.
 *
 * @throws InvalidInputError FIELDS_NOT_JSON (facts.rule) | FIELDS_LAYOUT_MISMATCH | VerificationError REDACTED_INVALID
 */
export declare function readFields(options: {
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly fieldSeed: Uint8Array;
  readonly layout?: FieldLayout;
}): Promise<FieldDocument>;

/** Only the root of it, in less memory; streams are taken too. */
export declare function fieldRootOf(options: {
  readonly content: Uint8Array | ReadableStream<Uint8Array>;
  readonly mediaType: string;
  readonly fieldSeed: Uint8Array;
  readonly layout?: FieldLayout;
}): Promise<Hex>;

/**
 * The fields of a corrected content: unchanged sections keep place, seed and so their leaf; changed ones get fresh seeds; removed
 * ones keep their place; new ones go to the end.
 *
 * @param fieldSeed of the new version (`fieldSeedOf(newFileKey, recordId)`)
 * @returns what goes into the Correction (`document.root`), into the manifest (`layout`), and which positions changed
 */
export declare function correctFields(options: {
  readonly previous: FieldDocument;
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly fieldSeed: Uint8Array;
}): Promise<{
  readonly document: FieldDocument;
  readonly layout: FieldLayout;
  readonly changed: readonly number[];
}>;

/** For the manifest's `content.fieldLayout`. */
export declare function sealLayout(options: {
  readonly layout: FieldLayout;
  readonly fileKey: Uint8Array;
  readonly recordId: Hex;
  readonly version: number;
}): Hex;
export declare function openLayout(options: {
  readonly sealed: Hex;
  readonly fileKey: Uint8Array;
  readonly recordId: Hex;
  readonly version: number;
}): FieldLayout;

/**
 * Chain of proofs of at most 4 slots each from the old tree to the new one (rule 12).
 * @throws InvalidInputError AMENDMENT_OUTSIDE_POLICY (facts.className) | AMENDMENT_NOT_BOUNDED (a leaf whose class or locator changed)
 */
export declare function amendmentWitness(
  previous: FieldDocument,
  next: FieldDocument,
  policy: FieldPolicy,
): readonly AmendmentStep[];

/** @throws InvalidInputError POLICY_INVALID */
export declare function fieldPolicy(classes: readonly string[]): Promise<FieldPolicy>;

/** `keccak256("medlattice/field-class/v1" ‖ class) >> 8` and `keccak256("medlattice/field-locator/v1" ‖ locator) >> 8`. */
export declare function classField(className: string): bigint;
export declare function locatorField(locator: string): bigint;
export declare function fieldTree(leaves: readonly bigint[]): Promise<FieldTree>;

/** What is to be hidden: whole sections, or single parts of them. */

/** `medlattice/redacted-record/v1`, for giving away and as the content of kind 3 (Redact); its root is that of `document`. */
