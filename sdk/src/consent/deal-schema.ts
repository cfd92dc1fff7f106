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

/** From a leaf up to the root of what the grantor signed, the leaf's sibling first. */
const pathSchema = z.array(bytes32Schema).max(COUNTS.dealPath);

const pseudonymSchema = z.strictObject({
  personId: bytes32Schema,
  chainId: chainIdSchema,
  identityRegistry: addressSchema,
});

const recordSideSchema = pseudonymSchema.extend({ signer: addressSchema, signature: signatureSchema });

/**
 * Both pseudonyms are one person, for this grant only; nobody else can say it for them. The record's side is signed by itself; the
 * home's is signed with everything that is dealt, so it is not in the deal but beside it.
 */
const personLinkSchema = z.strictObject({
  /** Random: siblings of the link in the tree are seen by others, and pseudonyms could be guessed. */
  salt: bytes32Schema,
  home: pseudonymSchema,
  record: recordSideSchema,
});

/** The same with the home's word: can be shown without the deal. */
export const linkSchema = personLinkSchema.extend({ home: recordSideSchema.extend({ path: pathSchema }) });

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

/** What one proxy gets. A leaf of the tree that the grantor signs as `Deals`; sealed to the proxy. */
export const dealSchema = z.strictObject({
  format: z.literal("medlattice/deal/v2"),
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
  link: personLinkSchema.nullable(),
  peerDenials: peerDenialsSchema.nullable(),
});

/** What a proxy keeps of a deal: the link can be shown to others. */
export const heldDealSchema = dealSchema.extend({ link: linkSchema.nullable() });

/** What the grantee gets: terms to present, and commitments to check partial results with. A leaf of the same tree. */
export const grantPackageSchema = z.strictObject({
  format: z.literal("medlattice/grant-package/v2"),
  ...base,
  grant: grantSchema,
  grantSignature: signatureSchema,
  keys: z.array(dealtKeySchema).min(1).max(COUNTS.dealtKeys),
  proxies: z
    .array(z.strictObject({ organization: bytes32Schema, index: indexSchema }))
    .min(2)
    .max(COUNTS.proxies),
});

/** A deal or package on its way: the document is sealed, its hash, path and signature stand outside. */
export const sealedDealSchema = z.strictObject({
  organization: bytes32Schema,
  grantId: bytes32Schema,
  dealHash: bytes32Schema,
  signer: addressSchema,
  /** Of `Deals`: the same one for all that is dealt together. */
  signature: signatureSchema,
  path: pathSchema,
  /** That of the link's home side; null where nothing is linked. */
  linkPath: pathSchema.nullable(),
  sealed: hexUpTo(524_288),
});

export type Deal = z.infer<typeof dealSchema>;
export type HeldDeal = z.infer<typeof heldDealSchema>;
export type DealtKey = z.infer<typeof dealtKeySchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type PersonLink = z.infer<typeof personLinkSchema>;
export type PersonLinkProof = z.infer<typeof linkSchema>;
export type PeerDenials = z.infer<typeof peerDenialsSchema>;
export type GrantPackage = z.infer<typeof grantPackageSchema>;
export type SealedDeal = z.infer<typeof sealedDealSchema>;
