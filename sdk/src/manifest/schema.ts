import { z } from "zod";
import {
  bytes32Schema,
  chainIdSchema,
  COUNTS,
  hexOf,
  hexUpTo,
  mediaTypeSchema,
  sizeSchema,
  uint32Schema,
} from "../codec/index.ts";
import { MAX_LAYOUT_BYTES } from "../fields/layout.ts";

/** A capsule as it stands in JSON; `decodeCapsule` gives the points. */
const capsuleSchema = z.strictObject({
  kind: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  epoch: uint32Schema,
  x: hexOf(48),
  c1: hexOf(48),
  wrapped: hexOf(48),
  sender: bytes32Schema,
  pok: z.strictObject({ c: hexOf(32), z: hexOf(32) }),
});

const sealedToSchema = z.strictObject({ organization: bytes32Schema, sealed: hexUpTo(8_192) });

/** The institution's record scalar, shared to the proxies at registration. */
export const institutionDealSchema = z.strictObject({
  threshold: z.int().min(1).max(COUNTS.proxies),
  /** Feldman commitments in G1; the first is X of the institution's capsule. */
  commitments: z.array(hexOf(48)).min(1).max(COUNTS.proxies),
  shares: z
    .array(
      z.strictObject({ organization: bytes32Schema, index: z.int().min(1).max(255), sealed: hexUpTo(8_192) }),
    )
    .min(1)
    .max(COUNTS.proxies),
});

/** What opens a commitment to a version's content, beside the content itself. */
export const openingSchema = z.strictObject({
  /** The institution's chameleon key that it is made with, x ‖ y. */
  h1: hexOf(64),
  /** π; of scheme 1 c1 ‖ z1 ‖ c2 ‖ z2. */
  proof: hexUpTo(1_024),
});

/** What one version of a record is. A correction changes it; a change of keys does not. */
export const contentSchema = z.strictObject({
  chainId: chainIdSchema,
  registryId: bytes32Schema,
  recordId: bytes32Schema,
  version: uint32Schema,
  mediaType: mediaTypeSchema,
  /** Of the plaintext. */
  sizeBytes: sizeSchema,
  sealedSizeBytes: sizeSchema,
  /** SHA-256 of the sealed file. */
  digest: bytes32Schema,
  /** Merkle root over the salted fields; zero when the record has none. */
  fieldRoot: bytes32Schema,
  /** Of an amended version: `medlattice/field-layout/v1`, sealed under the file key (`@medlattice/sdk/fields`). */
  fieldLayout: hexUpTo(MAX_LAYOUT_BYTES).optional(),
  categoryTag: bytes32Schema,
  commitment: z.strictObject({
    /** `h.x | (h.y & 1) << 255` */
    h: bytes32Schema,
    /** Of version 0 only: that of a later one is made when its manifest is signed already, and stands in the evidence. */
    opening: openingSchema.optional(),
  }),
});

/** Everything off chain about one version of a record and of its keys (docs/wire-formats.md "Manifest"). */
export const manifestSchema = z.strictObject({
  format: z.literal("medlattice/manifest/v1"),
  content: contentSchema,
  keys: z.strictObject({
    /** 1 is the author's; one more with each change by the patient. */
    keyVersion: uint32Schema.min(1),
    capsules: z.array(capsuleSchema).min(2).max(COUNTS.capsules),
    institutionDeal: institutionDealSchema,
    /** `medlattice/author-parts/v1`, sealed to the author; only until the patient has confirmed. */
    authorSealed: hexUpTo(8_192).optional(),
  }),
  /** `medlattice/address/v1`, sealed to each proxy (M10). */
  address: z.strictObject({ sealed: z.array(sealedToSchema).max(COUNTS.proxies) }),
  keywordRoot: bytes32Schema,
  stationRoot: bytes32Schema,
});

export type InstitutionDeal = z.infer<typeof institutionDealSchema>;
export type ManifestContent = z.infer<typeof contentSchema>;
export type Opening = z.infer<typeof openingSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
