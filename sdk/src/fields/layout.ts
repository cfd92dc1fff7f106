import { z } from "zod";
import {
  concatBytes,
  fromHex,
  type Hex,
  parseStoredJson,
  storeJson,
  toHex,
  u32be,
  utf8,
} from "../codec/index.ts";
import { openAead, sealAead } from "../crypto/primitives/aead.ts";
import { hkdfSha256 } from "../crypto/primitives/hkdf.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { DOMAIN, MAX_SECTIONS } from "./constants.ts";
import { seedNodeSchema } from "./redacted/schema.ts";
import type { FieldLayout } from "./types.ts";

/** Sealed, so that it fits a manifest beside everything else. */
export const MAX_LAYOUT_BYTES = 262_144;

const place = z
  .int()
  .min(0)
  .max(MAX_SECTIONS - 1);
const layoutSchema = z.strictObject({
  format: z.literal("medlattice/field-layout/v1"),
  level: z.enum(["element", "resource", "whole"]),
  runs: z.array(z.tuple([place, z.int().min(1).max(MAX_SECTIONS)])),
  removed: z.array(z.strictObject({ position: place, class: z.string().min(1), locator: z.string().min(1) })),
  locators: z.array(z.strictObject({ position: place, locator: z.string().min(1) })),
  cover: z.array(seedNodeSchema),
});

export interface LayoutAt {
  readonly fileKey: Uint8Array;
  readonly recordId: Hex;
  readonly version: number;
}

/**
 * Seals a layout for the manifest's `content.fieldLayout`: who can open the version can read it, nobody else.
 * @throws InvalidInputError FIELDS_LAYOUT_TOO_LARGE
 */
export function sealLayout(layout: FieldLayout, at: LayoutAt): Hex {
  requireLayout(layout);
  const { level, runs, removed, locators, cover } = layout;
  const { bytes } = storeJson(
    layoutSchema,
    {
      format: "medlattice/field-layout/v1",
      level,
      runs: runs.map(([first, count]) => [first, count]),
      removed: removed.map(({ position, className, locator }) => ({ position, class: className, locator })),
      locators: locators.map(({ position, locator }) => ({ position, locator })),
      cover: cover.map(({ depth, index, seed }) => ({ depth, index, seed: toHex(seed) })),
    },
    Number.MAX_SAFE_INTEGER,
  );
  if (bytes.length + 16 > MAX_LAYOUT_BYTES) {
    throw new InvalidInputError(
      "FIELDS_LAYOUT_TOO_LARGE",
      "The amendment changes too many fields in too many places.",
      {
        hints: ["Replace the record as a whole instead."],
        facts: { sizeBytes: bytes.length },
      },
    );
  }
  return toHex(sealAead({ ...keyAndContext(at), plaintext: bytes }));
}

/**
 * Opens the layout of a version.
 * @throws VerificationError AEAD_INVALID | FIELDS_LAYOUT_INVALID
 */
export function openLayout(sealed: Hex, at: LayoutAt): FieldLayout {
  const bytes = openAead({ ...keyAndContext(at), sealed: fromHex(sealed) });
  const { level, runs, removed, locators, cover } = parseStoredJson(layoutSchema, bytes).value;
  const layout: FieldLayout = {
    level,
    runs,
    removed: removed.map(({ position, class: className, locator }) => ({ position, className, locator })),
    locators,
    cover: cover.map(({ depth, index, seed }) => ({ depth, index, seed: fromHex(seed, 32) })),
  };
  requireLayout(layout);
  return layout;
}

/** Every place from 0 on is one section's, or a text could stand in a record without standing in its tree. */
export function requireLayout({ runs, removed, locators }: FieldLayout): void {
  const places = new Set<number>();
  let count = 0;
  const take = (position: number): void => {
    places.add(position);
    count++;
  };
  for (const [first, length] of runs) {
    if (first + length > MAX_SECTIONS || count + length > MAX_SECTIONS) throw invalid();
    for (let position = first; position < first + length; position++) take(position);
  }
  for (const { position } of removed) take(position);
  const isComplete = places.size === count && [...places].every((position) => position < count);
  const named = new Set(locators.map(({ position }) => position));
  if (!isComplete || named.size !== locators.length) throw invalid();
}

function keyAndContext({ fileKey, recordId, version }: LayoutAt) {
  const info = concatBytes(fromHex(recordId, 32), u32be(version));
  const key = hkdfSha256({ ikm: fileKey, salt: utf8(DOMAIN.layout), info, lengthBytes: 32 });
  return { key, aad: utf8(DOMAIN.layout) };
}

function invalid(): VerificationError {
  return new VerificationError(
    "FIELDS_LAYOUT_INVALID",
    "The layout of the fields gives a place twice or leaves one out.",
  );
}
