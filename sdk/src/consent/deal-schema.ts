import { z } from "zod";
import {
  addressSchema,
  bytes32Schema,
  chainIdSchema,
  COUNTS,
  hexOf,
  hexUpTo,
  signatureSchema,
  uint32Schema,
} from "../codec/index.ts";
import { grantSchema } from "./grant-schema.ts";

const indexSchema = z.int().min(1).max(255);
const thresholdSchema = z.int().min(2).max(COUNTS.proxies);

/** Public side of one dealt scalar: which capsules it opens, and the commitments that name a liar. */
const dealtKeySchema = z.strictObject({
  /** 1 category, 2 record. */
  kind: z.union([z.literal(1), z.literal(2)]),
  epoch: uint32Schema,
  /** X of the scalar: equal to that of the capsules it opens. */
  x: hexOf(48),
  commitments: z.array(hexOf(48)).min(2).max(COUNTS.proxies),
});

/** Where the records are, by their ids on their own chain. */
const coverageSchema = z.strictObject({
  chainId: chainIdSchema,
  registryId: bytes32Schema,
  /** The patient's pseudonym there. */
  patient: bytes32Schema,
  scopeKind: z.int().min(1).max(3),
  /** recordId, category tag on that chain, or zero. */
  scope: bytes32Schema,
});

const homeSchema = z.strictObject({ chainId: chainIdSchema, consentRegistry: addressSchema });

const linkSideSchema = z.strictObject({
  personId: bytes32Schema,
  chainId: chainIdSchema,
  identityRegistry: addressSchema,
  signer: addressSchema,
  signature: signatureSchema,
});

/** Both pseudonyms say that they are one person, for this grant only; nobody else can say it for them. */
export const linkSchema = z.strictObject({ home: linkSideSchema, record: linkSideSchema });

/** Denials on the record's own chain count too (DESIGN rule 13); the proxy looks these tags up there. */
const peerDenialsSchema = z.strictObject({
  chainId: chainIdSchema,
  consentRegistry: addressSchema,
  tags: z.array(bytes32Schema).max(COUNTS.denyTags),
});

const base = {
  grantId: bytes32Schema,
  home: homeSchema,
  grantor: bytes32Schema,
  granteeY: hexOf(96),
  threshold: thresholdSchema,
  coverage: coverageSchema,
};

/** What one proxy gets. Signed as `Deal` by the grantor and sealed to the proxy. */
export const dealSchema = z.strictObject({
  format: z.literal("medlattice/deal/v1"),
  /** `emergency`: standing, used only after break-glass was approved; then `grantId` is `emergencyDealId`. */
  basis: z.enum(["grant", "emergency"]),
  ...base,
  organization: bytes32Schema,
  index: indexSchema,
  /** `rk` = Y^f(index), G2. */
  keys: z
    .array(dealtKeySchema.extend({ share: hexOf(96) }))
    .min(1)
    .max(COUNTS.dealtKeys),
  /** Null when home and record are on one chain. */
  link: linkSchema.nullable(),
  peerDenials: peerDenialsSchema.nullable(),
});

/** What the grantee gets: terms to present, and commitments to check partial results with. Signed as `Deal` too. */
export const grantPackageSchema = z.strictObject({
  format: z.literal("medlattice/grant-package/v1"),
  ...base,
  grant: grantSchema,
  grantSignature: signatureSchema,
  keys: z.array(dealtKeySchema).min(1).max(COUNTS.dealtKeys),
  proxies: z
    .array(z.strictObject({ organization: bytes32Schema, index: indexSchema }))
    .min(2)
    .max(COUNTS.proxies),
});

/** A deal on its way: the document is sealed, its hash and signature stand outside, so a relayer can refuse rubbish. */
export const sealedDealSchema = z.strictObject({
  organization: bytes32Schema,
  grantId: bytes32Schema,
  dealHash: bytes32Schema,
  signer: addressSchema,
  signature: signatureSchema,
  sealed: hexUpTo(524_288),
});

export type Deal = z.infer<typeof dealSchema>;
export type DealtKey = z.infer<typeof dealtKeySchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type PersonLinkProof = z.infer<typeof linkSchema>;
export type PeerDenials = z.infer<typeof peerDenialsSchema>;
export type GrantPackage = z.infer<typeof grantPackageSchema>;
export type SealedDeal = z.infer<typeof sealedDealSchema>;
