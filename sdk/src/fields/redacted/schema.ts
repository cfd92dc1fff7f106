import { z } from "zod";
import { bytes32Schema, hexOf, mediaTypeSchema } from "../../codec/index.ts";
import { MAX_SECTIONS, SEED_DEPTH } from "../constants.ts";

/** Of a redacted record that is itself a record's content (kind 3). */
export const REDACTED_MEDIA_TYPE = "application/vnd.medlattice.redacted+json";
export const REDACTED_FORMAT = "medlattice/redacted-record/v1";

export const isRedacted = (mediaType: string): boolean => mediaType === REDACTED_MEDIA_TYPE;

const positionSchema = z
  .int()
  .min(0)
  .max(MAX_SECTIONS - 1);
const nameSchema = z.string().min(1);

export const seedNodeSchema = z.strictObject({
  depth: z.int().min(0).max(SEED_DEPTH),
  index: positionSchema,
  seed: hexOf(32),
});

const partSchema = z.union([
  z.strictObject({ path: z.string(), text: z.string() }),
  /** Where others of its section are hidden, the section's seed is not given. */
  z.strictObject({ path: z.string(), salt: hexOf(16), text: z.string() }),
  z.strictObject({ hash: hexOf(32) }),
]);

const sectionSchema = z.union([
  z.strictObject({ leaf: bytes32Schema }),
  z.strictObject({ class: nameSchema, locator: nameSchema, body: bytes32Schema }),
  z.strictObject({ class: nameSchema, locator: nameSchema, parts: z.array(partSchema).min(1) }),
]);

/** A FHIR record of which some sections or parts are hidden (docs/wire-formats.md "Redacted record"). */
export const redactedSchema = z.strictObject({
  format: z.literal(REDACTED_FORMAT),
  mediaType: mediaTypeSchema,
  level: z.enum(["element", "resource"]),
  /** By position. */
  sections: z.array(sectionSchema).max(MAX_SECTIONS),
  /** Positions in the order of the text, where that is another. */
  order: z.array(positionSchema).optional(),
  /** Opens the seeds of the sections shown whole, and of no others. */
  cover: z.array(seedNodeSchema).max(MAX_SECTIONS),
});

export type RedactedDocument = z.infer<typeof redactedSchema>;
export type RedactedSection = RedactedDocument["sections"][number];
